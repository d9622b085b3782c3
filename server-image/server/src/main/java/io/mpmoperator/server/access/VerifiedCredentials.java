package io.mpmoperator.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Passwords that were found to be right, so that bcrypt is not computed for each request: as digests with a secret of this process,
 * none of which tells the password. Another hash in the file is another entry. What was not asked for the longest time goes first.
 * Safe for use by several threads.
 */
final class VerifiedCredentials {

    private static final int MOST = 256;

    private final byte[] secret = new byte[32];
    private final Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });

    VerifiedCredentials() {
        new SecureRandom().nextBytes(secret);
    }

    /** Whether a password is that of a hash; computed where it is not known to be. */
    boolean matches(BasicCredentials credentials, String hash) {
        String digest = digest(credentials, hash);
        if (isKnown(digest)) {
            return true;
        }
        boolean right = PasswordHash.matches(credentials.password(), hash);
        if (right) {
            add(digest);
        }
        return right;
    }

    private synchronized boolean isKnown(String digest) {
        return known.contains(digest);
    }

    private synchronized void add(String digest) {
        known.add(digest);
    }

    /** How many are known. */
    synchronized int size() {
        return known.size();
    }

    private String digest(BasicCredentials credentials, String hash) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            for (String part : new String[] {credentials.user(), hash, credentials.password()}) {
                byte[] octets = part.getBytes(StandardCharsets.UTF_8);
                digest.update((byte) (octets.length >> 8));
                digest.update((byte) octets.length);
                digest.update(octets);
            }
            return new String(digest.digest(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
