package io.mpmoperator.server.control;

import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.control.IdleMaintenance.Shortage;
import io.mpmoperator.server.log.Log;
import java.util.Locale;

/** Tells when a pool begins to be short of workers or of places for them, of what, and when that is over. */
final class Saturation {

    private final Log log;
    private final Counters counters;
    private volatile Shortage current = Shortage.NONE;

    Saturation(Log log, Counters counters) {
        this.log = log;
        this.counters = counters;
    }

    /** What the pool is short of at present; any thread may ask. */
    Shortage current() {
        return current;
    }

    /** What the pool is found to be short of. */
    void note(Shortage now, MpmSettings settings) {
        if (now == current) {
            return;
        }
        switch (now) {
            case MAX_REQUEST_WORKERS ->
                log.warn(
                        "saturated",
                        "MaxRequestWorkers",
                        settings.maxRequestWorkers(),
                        "meaning",
                        "all workers are busy and no more may be started");
            case SCOREBOARD_FULL ->
                log.warn(
                        "scoreboard-full",
                        "ServerLimit",
                        settings.serverLimit(),
                        "meaning",
                        "draining children hold places that new ones need");
            case NONE -> log.info("shortage-over", "was", current.name().toLowerCase(Locale.ROOT));
        }
        counters.shortage(now);
        current = now;
    }
}
