package io.mpmoperator.server.content;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A file with its precompressed variants, ready to be sent.
 *
 * @param found what it was made from
 * @param inMemory whether every response can be given without the disk
 */
record Resource(Lookup.Found found, Map<ContentCoding, Representation> representations, boolean inMemory) {

    /**
     * Reads what is small, and opens what is not, until {@link #close}.
     *
     * @param now when it was found
     * @param largest bytes of a file that is read
     * @throws IOException when a file cannot be read, or changes meanwhile
     */
    static Resource of(Lookup.Found found, Instant now, int largest) throws IOException {
        return of(found, FileTraits.of(found.name()), now, largest);
    }

    /**
     * Reads what is small, and opens what is not, until {@link #close}.
     *
     * @param traits what is said of the file
     * @param now when it was found
     * @param largest bytes of a file that is read
     * @throws IOException when a file cannot be read, or changes meanwhile
     */
    static Resource of(Lookup.Found found, FileTraits traits, Instant now, int largest) throws IOException {
        boolean varies = found.files().size() > 1 || compresses(found, traits);
        Map<ContentCoding, Representation> representations = new EnumMap<>(ContentCoding.class);
        boolean inMemory = true;
        try {
            for (Map.Entry<ContentCoding, StoredFile> file : found.files().entrySet()) {
                Representation made = Representation.of(file.getValue(), file.getKey(), traits, varies, now, largest);
                representations.put(file.getKey(), made);
                inMemory &= made.memory() != null;
            }
        } catch (IOException e) {
            representations.values().forEach(Representation::close);
            throw e;
        }
        return new Resource(found, representations, inMemory);
    }

    /** Lets go of the files that are open. */
    void close() {
        representations.values().forEach(Representation::close);
    }

    /** How many files it holds open. */
    int openFiles() {
        int open = 0;
        for (Representation representation : representations.values()) {
            open += representation.open() == null ? 0 : 1;
        }
        return open;
    }

    /** Whether the response depends on Accept-Encoding. */
    boolean varies() {
        return representations.size() > 1 || compresses();
    }

    /** Whether it is compressed on the way for a client that takes gzip. */
    boolean compresses() {
        return !representations.containsKey(ContentCoding.GZIP)
                && compresses(found, in(ContentCoding.IDENTITY).traits());
    }

    private static boolean compresses(Lookup.Found found, FileTraits traits) {
        StoredFile plain = found.files().get(ContentCoding.IDENTITY);
        return traits.compressing() != null
                && plain != null
                && plain.size() >= traits.compressing().leastBytes();
    }

    /** The same with a compressed form, which is not its own to close. */
    Resource with(Representation form) {
        Map<ContentCoding, Representation> more = new EnumMap<>(representations);
        more.put(form.coding(), form);
        return new Resource(found, more, inMemory);
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
        long bytes = 0;
        for (Representation representation : representations.values()) {
            bytes += representation.memory() == null
                    ? 0
                    : representation.memory().length();
        }
        return bytes;
    }
}
