package io.mpmoperator.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Header fields that many responses have in common, as bytes: a site adds the same to all its files, and has few types of them.
 * Safe for use by several threads.
 */
public final class SharedFields {

    /** So many are known; of what comes later each response has its own. */
    private static final int MOST = 64;

    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /** The bytes of some lines, the same for the same lines while they are known. */
    byte[] bytes(String lines) {
        byte[] there = known.get(lines);
        if (there != null) {
            return there;
        }
        byte[] made = lines.getBytes(StandardCharsets.ISO_8859_1);
        if (known.size() >= MOST) {
            return made;
        }
        byte[] first = known.putIfAbsent(lines, made);
        return first == null ? made : first;
    }
}
