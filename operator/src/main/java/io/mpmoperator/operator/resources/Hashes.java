package io.mpmoperator.operator.resources;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short hashes for annotations. */
public final class Hashes {

    private static final int DIGITS = 32;

    private Hashes() {}

    /** The first half of the text's SHA-256, in hexadecimal digits. */
    public static String of(String text) {
        return sha256(text).substring(0, DIGITS);
    }

    /** The text's SHA-256, in hexadecimal digits. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of a file's bytes, in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
