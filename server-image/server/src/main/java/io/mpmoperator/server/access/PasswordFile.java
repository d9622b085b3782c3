package io.mpmoperator.server.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The users of an {@code AuthUserFile} and the hashes of their passwords. Immutable. */
public final class PasswordFile {

    private final Map<String, String> hashes = new HashMap<>();

    private PasswordFile() {}

    /** Reads lines {@code user:hash}; those that begin with {@code #} do not count. Of a user given twice the first counts. */
    public static PasswordFile ofLines(Iterable<String> lines) {
        PasswordFile file = new PasswordFile();
        lines.forEach(file::line);
        return file;
    }

    private void line(String line) {
        String[] parts = line.strip().split(":", 3);
        if (parts.length >= 2 && !parts[0].isEmpty() && !line.startsWith("#")) {
            hashes.putIfAbsent(parts[0], parts[1]);
        }
    }

    /** How many users there are. */
    public int size() {
        return hashes.size();
    }

    /** The hash of a user's password; empty for an unknown user. */
    Optional<String> hashOf(String user) {
        return Optional.ofNullable(hashes.get(user));
    }
}
