package io.mpmoperator.server.content;

import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A file with its precompressed variants, ready to be sent.
 *
 * @param found what it was made from
 * @param plain the answer to a GET without conditions, ranges and codings
 * @param inMemory whether every answer can be given without the disk
 */
record Resource(
        Lookup.Found found, Map<ContentCoding, Representation> representations, Response plain, boolean inMemory) {

    /**
     * Reads what is small.
     *
     * @param now when it was found
     *
     * @throws IOException when a file cannot be read, or changes meanwhile
     */
    static Resource of(Lookup.Found found, Instant now) throws IOException {
        boolean varies = found.files().size() > 1;
        Map<ContentCoding, Representation> representations = new EnumMap<>(ContentCoding.class);
        for (Map.Entry<ContentCoding, StoredFile> file : found.files().entrySet()) {
            representations.put(
                    file.getKey(), Representation.of(file.getValue(), file.getKey(), found.name(), varies, now));
        }
        Representation identity = representation(representations, ContentCoding.IDENTITY);
        return new Resource(
                found,
                representations,
                Response.of(200, identity.fields(), identity.anyTime()),
                representations.values().stream().allMatch(representation -> representation.memory() != null));
    }

    /** Whether the answer depends on Accept-Encoding. */
    boolean varies() {
        return representations.size() > 1;
    }

    /** The codings there are. */
    Set<ContentCoding> codings() {
        return representations.keySet();
    }

    /** One of {@link #codings}. */
    Representation in(ContentCoding coding) {
        return representation(representations, coding);
    }

    private static Representation representation(
            Map<ContentCoding, Representation> representations, ContentCoding coding) {
        Representation representation = representations.get(coding);
        if (representation == null) {
            throw new IllegalArgumentException("there is no " + coding.token() + " among " + representations.keySet());
        }
        return representation;
    }

    /** Bytes of files it keeps in memory. */
    long memoryBytes() {
        return representations.values().stream()
                .mapToLong(representation -> representation.memory() == null
                        ? 0
                        : representation.memory().length())
                .sum();
    }
}
