package io.mpmoperator.tools.calibration;

import io.mpmoperator.mpm.Mode;

/**
 * A size at which the server is measured: so many children with all their threads busy.
 *
 * @param threads worker threads of each child
 * @param parked connections parked in each child beside one for each thread
 * @param tls whether all connections are encrypted
 * @param siteDirectives how many directives say what is done with requests; 0 where files are sent as they are
 */
record CalibrationPoint(Mode mode, int children, int threads, int parked, boolean tls, int siteDirectives) {

    static CalibrationPoint plain(Mode mode, int children, int threads, int parked) {
        return new CalibrationPoint(mode, children, threads, parked, false, 0);
    }

    static CalibrationPoint ruled(Mode mode, int children, int threads, int siteDirectives) {
        return new CalibrationPoint(mode, children, threads, 0, false, siteDirectives);
    }

    static CalibrationPoint encrypted(Mode mode, int children, int threads, int parked) {
        return new CalibrationPoint(mode, children, threads, parked, true, 0);
    }

    int connections() {
        return children * (threads + parked);
    }

    @Override
    public String toString() {
        return "%s, %d x %d threads, %d parked%s%s"
                .formatted(
                        mode.directiveValue(),
                        children,
                        threads,
                        parked,
                        tls ? ", TLS" : "",
                        siteDirectives > 0 ? ", " + siteDirectives + " directives" : "");
    }
}
