package io.mpmoperator.server.control;

import io.mpmoperator.server.control.Configuration.Offer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to take up a configuration.
 *
 * @param graceful whether children may finish what they have in hand (USR1, an announcement) or not (HUP)
 * @param announced the hash of the configuration that was announced; empty for a signal, which means the file of {@code -c}
 * @param offer what was announced; null for a signal, and when it is over
 */
record RestartRequest(
        boolean graceful,
        Optional<String> announced,
        @Nullable Offer offer) {

    static RestartRequest signalled(boolean graceful) {
        return new RestartRequest(graceful, Optional.empty(), null);
    }

    static RestartRequest announced(String sha256, Offer offer) {
        return new RestartRequest(true, Optional.of(sha256), offer);
    }

    /** Both in one: a later configuration replaces an earlier one, and who asked for no grace gets none. */
    RestartRequest and(RestartRequest later) {
        return new RestartRequest(graceful && later.graceful, later.announced, later.offer);
    }

    /** Whether what was announced can be no configuration as it lies there. */
    boolean unusable() {
        return offer instanceof Offer.Unusable;
    }

    /** The same without the text, for whoever remembers it. */
    RestartRequest remembered() {
        return new RestartRequest(graceful, announced, offer instanceof Offer.Unusable ? offer : null);
    }
}
