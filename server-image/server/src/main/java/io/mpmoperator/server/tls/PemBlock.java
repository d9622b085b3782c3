package io.mpmoperator.server.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One object of a PEM file (RFC 7468). Text around the objects is ignored, as every reader of PEM does.
 *
 * @param label what it is, {@code CERTIFICATE} or {@code PRIVATE KEY}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PemBlock(String label, byte[] bytes) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);

    /**
     * Reads all objects of a text whose label is wanted.
     *
     * @param label a pattern
     * @throws IllegalArgumentException when one of them is not Base64, or is encrypted
     */
    static List<PemBlock> read(String text, Pattern label) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (label.matcher(matcher.group(1)).matches()) {
                blocks.add(new PemBlock(matcher.group(1), decoded(matcher.group(1), matcher.group(2))));
            }
        }
        return blocks;
    }

    private static byte[] decoded(String label, String base64) {
        if (label.startsWith("ENCRYPTED") || base64.contains("ENCRYPTED")) {
            throw new IllegalArgumentException("it is encrypted with a passphrase: a key without one is accepted");
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("BEGIN " + label + " is not followed by Base64: " + e.getMessage(), e);
        }
    }
}
