package io.mpmoperator.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Private keys in PEM: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) and SEC 1 ({@code EC PRIVATE KEY}).
 * The JDK reads the first; the other two become the first when the algorithm is put around them, which the certificate
 * knows.
 */
final class PrivateKeys {

    private static final Pattern LABELS = Pattern.compile("(RSA |EC |ENCRYPTED )?PRIVATE KEY");
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    private PrivateKeys() {}

    /**
     * Reads the key of a certificate.
     *
     * @param certified the public key in the certificate
     * @throws IllegalArgumentException when there is none, or not that certificate's
     */
    static PrivateKey read(String text, PublicKey certified) {
        List<PemBlock> keys = PemBlock.read(text, LABELS);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it contains no BEGIN PRIVATE KEY");
        }
        PemBlock block = keys.getFirst();
        String algorithm = certified.getAlgorithm();
        try {
            byte[] pkcs8 = block.label().equals("PRIVATE KEY") ? block.bytes() : pkcs8(block.bytes(), certified);
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (!belongTogether(key, certified)) {
                throw new IllegalArgumentException("it is not the key of the certificate");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is not the certificate's " + algorithm + " key: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(e.getMessage()) : reason(cause);
    }

    /** PrivateKeyInfo (RFC 5208, section 5): version, algorithm, key. */
    private static byte[] pkcs8(byte[] key, PublicKey certified) {
        return element(SEQUENCE, element(INTEGER, new byte[1]), algorithm(certified), element(OCTET_STRING, key));
    }

    /** The first element of a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), as it is there. */
    private static byte[] algorithm(PublicKey key) {
        ByteBuffer info = ByteBuffer.wrap(key.getEncoded());
        enter(info);
        int from = info.position();
        int length = enter(info);
        byte[] algorithm = new byte[info.position() + length - from];
        info.get(from, algorithm);
        return algorithm;
    }

    /** Reads an element's tag and length. */
    private static int enter(ByteBuffer der) {
        der.get();
        int length = Byte.toUnsignedInt(der.get());
        if (length < 0x80) {
            return length;
        }
        int bytes = length & 0x7f;
        length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | Byte.toUnsignedInt(der.get());
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 0x80) {
            element.write(length);
        } else {
            element.write(0x83);
            element.write(length >> 16);
            element.write(length >> 8);
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (key instanceof RSAKey mine && certified instanceof RSAKey theirs) {
            return mine.getModulus().equals(theirs.getModulus());
        }
        String algorithm = signatureAlgorithm(key.getAlgorithm());
        byte[] sample = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static String signatureAlgorithm(String keyAlgorithm) throws InvalidKeyException {
        return switch (keyAlgorithm) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> throw new InvalidKeyException("RSA, EC and EdDSA are accepted");
        };
    }
}
