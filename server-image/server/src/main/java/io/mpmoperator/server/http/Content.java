package io.mpmoperator.server.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/** The body of a prepared response. */
public sealed interface Content {

    /** Its length in bytes. */
    long length();

    /** Whether it can be sent again after it was released. */
    boolean stays();

    /** Lets go of what it holds open; called once, when it was sent or will not be. */
    default void release() throws IOException {}

    /** No body. */
    record None() implements Content {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public boolean stays() {
            return true;
        }
    }

    /** A body in memory. The array is not copied: nobody may change it. */
    @SuppressWarnings("ArrayRecordComponent") // shared between responses by design, never compared
    record Memory(byte[] bytes) implements Content {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public boolean stays() {
            return true;
        }
    }

    /**
     * A whole file that is opened for each answer.
     *
     * @param opening opens it for reading, or fails when it is no longer the file that it was
     */
    record Unopened(Opening opening, long length) implements Content {

        /** A way to open a file. */
        @FunctionalInterface
        public interface Opening {

            /** Opens it. */
            FileChannel open() throws IOException;
        }

        @Override
        public boolean stays() {
            return false;
        }
    }

    /**
     * A part of a file.
     *
     * @param file open for reading
     * @param lent whether it stays open when the content is released; else it is closed then
     */
    record FilePart(FileChannel file, long position, long length, boolean lent) implements Content {

        /** A part of a file that nobody else needs. */
        public FilePart(FileChannel file, long position, long length) {
            this(file, position, length, false);
        }

        @Override
        public boolean stays() {
            return lent;
        }

        @Override
        public void release() throws IOException {
            if (!lent) {
                file.close();
            }
        }
    }

    /** Several contents one after the other, as multipart/byteranges needs them. They may share a file. */
    record Sequence(List<Content> parts) implements Content {
        @Override
        public long length() {
            return parts.stream().mapToLong(Content::length).sum();
        }

        @Override
        public boolean stays() {
            return false;
        }

        @Override
        public void release() throws IOException {
            for (Content part : parts) {
                part.release();
            }
        }
    }
}
