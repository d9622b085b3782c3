package io.mpmoperator.server.control;

import java.util.Optional;

/**
 * What somebody wants: that a configuration is taken up.
 *
 * @param graceful whether children may finish what they have in hand (USR1, an announcement) or not (HUP)
 * @param announced the hash of the configuration that was announced; empty for a signal, which means the file of {@code -c}
 */
record Wish(boolean graceful, Optional<String> announced) {

    static Wish signalled(boolean graceful) {
        return new Wish(graceful, Optional.empty());
    }

    static Wish announced(String sha256) {
        return new Wish(true, Optional.of(sha256));
    }

    /** Both in one: a later configuration replaces an earlier one, and who asked for no grace gets none. */
    Wish and(Wish later) {
        return new Wish(graceful && later.graceful, later.announced);
    }
}
