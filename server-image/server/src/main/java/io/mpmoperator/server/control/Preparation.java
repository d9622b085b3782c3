package io.mpmoperator.server.control;

import io.mpmoperator.server.files.NoThreadException;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.nativecalls.PosixException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reading a configuration and getting what it serves with, on a thread of its own: a host's name that no resolver answers for
 * and a file of a network that hangs must not keep the control loop.
 */
final class Preparation {

    private final Provisions provisions;
    private final Serving running;
    private @Nullable Outcome outcome;
    private boolean abandoned;

    private Preparation(Provisions provisions, Serving running) {
        this.provisions = provisions;
        this.running = running;
    }

    /**
     * What came of it.
     *
     * @param sha256 the hash of the configuration's text, empty when it could not be read
     */
    record Outcome(String sha256, @Nullable Serving prepared, String refused) {

        /**
         * What the configuration would be served with.
         *
         * @throws ConfigurationException when there is nothing
         */
        Serving serving() throws ConfigurationException {
            if (prepared == null) {
                throw new ConfigurationException(refused);
            }
            return prepared;
        }
    }

    /**
     * Begins it for what is asked for.
     *
     * @throws NoThreadException when it cannot be begun
     */
    static Preparation begin(
            Configuration configuration,
            Provisions provisions,
            RestartRequest request,
            int number,
            Serving running,
            Log log)
            throws NoThreadException {
        Preparation preparation = new Preparation(provisions, running);
        try {
            Thread.ofPlatform()
                    .name("preparation")
                    .daemon()
                    .start(() -> preparation.settle(prepare(configuration, provisions, request, number, running, log)));
        } catch (OutOfMemoryError e) {
            throw new NoThreadException(e);
        }
        return preparation;
    }

    private static Outcome prepare(
            Configuration configuration,
            Provisions provisions,
            RestartRequest request,
            int number,
            Serving running,
            Log log) {
        String sha256 = request.announced().orElse("");
        try {
            Configuration.Source source = configuration.source(request);
            sha256 = source.sha256().hex();
            Configuration.Read read =
                    configuration.reread(source, running.generation().settings(), log);
            return new Outcome(sha256, provisions.next(Generation.of(number, read), running), "");
        } catch (ConfigurationException | PosixException e) {
            return new Outcome(sha256, null, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Outcome(sha256, null, "it cannot be prepared: " + e);
        }
    }

    private synchronized void settle(Outcome found) {
        if (!abandoned) {
            outcome = found;
        } else if (found.prepared() != null) {
            provisions.drop(found.prepared(), running);
        }
    }

    /** What came of it, as soon as that is known. */
    synchronized Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** It is not needed any more; what it has got or will get is given back. */
    synchronized void abandon() {
        abandoned = true;
        if (outcome != null && outcome.prepared() != null) {
            provisions.drop(outcome.prepared(), running);
        }
        outcome = null;
    }
}
