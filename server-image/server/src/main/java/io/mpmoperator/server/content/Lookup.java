package io.mpmoperator.server.content;

import io.mpmoperator.server.nativecalls.FileCalls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What there is below DocumentRoot for a path. */
sealed interface Lookup {

    /**
     * A file.
     *
     * @param name under which it is asked for; its media type follows from it
     * @param files by coding; the identity is always among them
     */
    record Found(String name, Map<ContentCoding, StoredFile> files) implements Lookup {

        private static final Duration SETTLING = Duration.ofSeconds(2);

        /** The file itself. */
        StoredFile identity() {
            StoredFile file = files.get(ContentCoding.IDENTITY);
            if (file == null) {
                throw new IllegalStateException(name + " without identity");
            }
            return file;
        }

        /** Whether none was changed so recently that it may change again without a new time of modification. */
        boolean isSettled(Instant now) {
            Instant recently = now.minus(SETTLING);
            return files.values().stream().allMatch(file -> file.modified().isBefore(recently));
        }

        /**
         * Whether the same files still lie at a path, under its name and those of its variants, and nothing in the place of the
         * others.
         */
        boolean isStillAt(byte[] place) throws IOException {
            for (ContentCoding coding : ContentCoding.values()) {
                StoredFile file = files.get(coding);
                boolean same = file == null
                        ? !FileCalls.exists(place, coding.suffixBytes())
                        : file.status().equals(FileCalls.status(place, coding.suffixBytes(), true));
                if (!same) {
                    return false;
                }
            }
            return true;
        }

        /** Without the files of other codings beside it. */
        Found alone() {
            return new Found(name, Map.of(ContentCoding.IDENTITY, identity()));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Found(String otherName, Map<ContentCoding, StoredFile> otherFiles)
                    && name.equals(otherName)
                    && files.equals(otherFiles);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, files);
        }
    }

    /** A directory with an index file, asked for without its trailing slash. */
    record Directory() implements Lookup {}

    /** Nothing that is served. */
    record Missing() implements Lookup {}

    /** Something that this process may not read. */
    record Forbidden() implements Lookup {}

    /** The file system does not answer as it should: DocumentRoot is gone, descriptors have run out, a disk fails. */
    record Unavailable(IOException cause) implements Lookup {}
}
