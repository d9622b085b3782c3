package io.mpmoperator.tools.calibration;

import io.mpmoperator.mpm.Mode;

/**
 * A size at which the server is measured: so many children with all their threads busy.
 *
 * @param threads worker threads of each child
 * @param parked connections parked in each child beside one for each thread
 * @param tls whether all connections are encrypted
 */
record CalibrationPoint(Mode mode, int children, int threads, int parked, boolean tls) {

    static CalibrationPoint plain(Mode mode, int children, int threads, int parked) {
        return new CalibrationPoint(mode, children, threads, parked, false);
    }

    static CalibrationPoint encrypted(Mode mode, int children, int threads, int parked) {
        return new CalibrationPoint(mode, children, threads, parked, true);
    }

    int connections() {
        return children * (threads + parked);
    }

    @Override
    public String toString() {
        return "%s, %d x %d threads, %d parked%s"
                .formatted(mode.directiveValue(), children, threads, parked, tls ? ", TLS" : "");
    }
}
