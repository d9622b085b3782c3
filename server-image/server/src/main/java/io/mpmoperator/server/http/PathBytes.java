package io.mpmoperator.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a path as a request sends them, to look it up by. One that {@link PlainHead} gives is a view of a buffer that the
 * next request overwrites; {@link #copy} is for keeping.
 */
public final class PathBytes {

    /** Characters that a target has only encoded, or that end its path. */
    private static final String NEVER_AS_THEMSELVES = "%?#\\";

    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private byte[] bytes;
    private int from;
    private int to;
    private int hash;

    private PathBytes(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.hash = hash(bytes, from, to);
    }

    /**
     * Whether a path reads the same in a request target as it is meant: nothing in it has to be encoded, and nothing ends it. Others
     * are in no {@link PlainHead}.
     */
    public static boolean isSpelledAsSent(String path) {
        return path.chars().allMatch(c -> c > ' ' && c < 0x7f && NEVER_AS_THEMSELVES.indexOf(c) < 0);
    }

    /** A view of nothing yet. */
    PathBytes() {
        this(new byte[0], 0, 0);
    }

    /** The bytes of a text in ASCII. */
    public static PathBytes of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new PathBytes(bytes, 0, bytes.length);
    }

    /** Makes it a view of a part of a buffer. */
    void view(byte[] buffer, int begin, int end) {
        bytes = buffer;
        from = begin;
        to = end;
        hash = hash(bytes, begin, end);
    }

    private static int hash(byte[] bytes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum = sum * 31 + bytes[i];
        }
        return (int) ((sum * MULTIPLIER) >>> Integer.SIZE);
    }

    /** The same bytes, in an array of their own. */
    public PathBytes copy() {
        return new PathBytes(Arrays.copyOfRange(bytes, from, to), 0, to - from);
    }

    /** Whether they begin with others. */
    public boolean startsWith(byte[] others) {
        return length() >= others.length && Arrays.equals(bytes, from, from + others.length, others, 0, others.length);
    }

    /** The byte at an index. */
    public byte at(int index) {
        return bytes[from + index];
    }

    /** How many there are. */
    public int length() {
        return to - from;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathBytes path
                && hash == path.hash
                && Arrays.equals(bytes, from, to, path.bytes, path.from, path.to);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
