package io.mpmoperator.listing;

import java.time.Instant;

/**
 * An entry of a folder.
 *
 * @param size in bytes; it does not count for a folder
 * @param description empty where there is none: {@code AddDescription}
 */
public record ListedFile(String name, boolean folder, long size, Instant modified, String description) {

    /** The name, with a slash after that of a folder. */
    String shown() {
        return folder ? name + "/" : name;
    }
}
