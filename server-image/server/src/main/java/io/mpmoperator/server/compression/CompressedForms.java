package io.mpmoperator.server.compression;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The compressed forms of files, by file and coding, as many as fit into so many bytes; what was not asked for the longest time
 * goes first. Safe for use by several threads.
 */
public final class CompressedForms {

    /** What an entry needs besides its bytes. */
    private static final int OVERHEAD = 200;

    private final long mostBytes;
    private final LinkedHashMap<Key, byte[]> forms = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * A form of a file; of another version of it there is another.
     *
     * @param version changes when the content does: an entity tag
     */
    public record Key(String file, String version, String coding) {}

    /** A cache of so many bytes. */
    public CompressedForms(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The form, if it is kept. The bytes are shared and not to be changed. */
    public synchronized Optional<byte[]> get(Key key) {
        return Optional.ofNullable(forms.get(key));
    }

    /** Whether a form is kept; unlike {@link #get} it is not asking for it. */
    public synchronized boolean has(Key key) {
        return forms.containsKey(key);
    }

    /**
     * Keeps a form; one that is larger than a quarter of the cache is not kept.
     *
     * @return whether others had to go for it
     */
    public synchronized boolean put(Key key, byte[] form) {
        long size = size(form);
        if (size > mostBytes / 4) {
            return false;
        }
        byte[] before = forms.put(key, form);
        bytes += size - (before == null ? 0 : size(before));
        boolean full = bytes > mostBytes;
        while (bytes > mostBytes) {
            bytes -= size(forms.pollFirstEntry().getValue());
        }
        return full;
    }

    private static long size(byte[] form) {
        return (long) form.length + OVERHEAD;
    }

    /** The bytes that are kept, with what the entries need besides. */
    public synchronized long bytes() {
        return bytes;
    }
}
