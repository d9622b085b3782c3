package io.mpmoperator.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** The hashes that {@code htpasswd} writes: bcrypt, apr1, {SHA}, and crypt's SHA-256 and SHA-512. */
final class PasswordHash {

    private PasswordHash() {}

    static boolean matches(String password, String hash) {
        try {
            return isBcrypt(hash) ? BCrypt.checkpw(password, hash) : equal(hashed(password, hash), hash);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isBcrypt(String hash) {
        return hash.startsWith("$2y$") || hash.startsWith("$2a$") || hash.startsWith("$2b$");
    }

    /** The password hashed with the salt of a hash; empty text where the hash is of no known kind. */
    private static String hashed(String password, String hash) {
        byte[] octets = password.getBytes(StandardCharsets.UTF_8);
        if (hash.startsWith("$apr1$")) {
            return Md5Crypt.apr1Crypt(octets, hash);
        }
        if (hash.startsWith("$1$")) {
            return Md5Crypt.md5Crypt(octets, hash);
        }
        if (hash.startsWith("$5$")) {
            return Sha2Crypt.sha256Crypt(octets, hash);
        }
        if (hash.startsWith("$6$")) {
            return Sha2Crypt.sha512Crypt(octets, hash);
        }
        return hash.startsWith("{SHA}") ? "{SHA}" + Base64.getEncoder().encodeToString(DigestUtils.sha1(octets)) : "";
    }

    /** Takes as long for any two texts of a length. */
    private static boolean equal(String hashed, String hash) {
        return MessageDigest.isEqual(
                hashed.getBytes(StandardCharsets.ISO_8859_1), hash.getBytes(StandardCharsets.ISO_8859_1));
    }
}
