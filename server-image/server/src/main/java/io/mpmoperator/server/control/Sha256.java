package io.mpmoperator.server.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash by which a configuration is named. It is computed when it is first asked for, which no client of a new server waits
 * for: Java's security providers take 15 ms of a start.
 */
public final class Sha256 {

    private final String text;
    private volatile @Nullable String hex;

    Sha256(String text) {
        this.text = text;
    }

    /** The hash of the text in UTF-8, in hexadecimal digits, as {@code sha256sum} prints it. */
    public String hex() {
        String known = hex;
        if (known == null) {
            known = compute();
            hex = known;
        }
        return known;
    }

    private String compute() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
