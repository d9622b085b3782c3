package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The body of a prepared response. */
public sealed interface Content {

    /** Its length in bytes. */
    long length();

    /** Lets go of what it holds open; called once, when it was sent or will not be. */
    default void release() throws IOException {}

    /** No body. */
    record None() implements Content {
        @Override
        public long length() {
            return 0;
        }
    }

    /** A body in memory. The array is not copied: it must not be changed. */
    @SuppressWarnings("ArrayRecordComponent") // shared between responses by design, never compared
    record Memory(byte[] bytes) implements Content {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /**
     * A part of a file.
     *
     * @param file held by the content, until it is released
     */
    record FilePart(OpenFile file, long position, long length) implements Content {

        @Override
        public void release() throws IOException {
            file.release();
        }
    }

    /** A body that is made while it is sent, of a length that is not known before: -1. */
    record Written(Writing writing) implements Content {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void release() {
            writing.release();
        }
    }

    /** Makes a body. */
    interface Writing {

        /** Writes all of it. */
        void to(OutputStream out) throws IOException;

        /** Gives back what it was lent for that. */
        void release();
    }

    /** Several contents one after the other, as multipart/byteranges needs them. Each holds its file. */
    record Sequence(List<Content> parts) implements Content {
        @Override
        public long length() {
            return parts.stream().mapToLong(Content::length).sum();
        }

        @Override
        public void release() throws IOException {
            for (Content part : parts) {
                part.release();
            }
        }
    }
}
