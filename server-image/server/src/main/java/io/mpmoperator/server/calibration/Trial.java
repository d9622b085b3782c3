package io.mpmoperator.server.calibration;

import io.mpmoperator.mpm.Mode;

/**
 * A size at which the server is measured: so many children with all their threads busy.
 *
 * @param threads worker threads of each child
 * @param parked connections parked in each child beside one for each thread
 */
record Trial(Mode mode, int children, int threads, int parked) {

    int connections() {
        return children * (threads + parked);
    }

    @Override
    public String toString() {
        return "%s, %d x %d threads, %d parked".formatted(mode.directiveValue(), children, threads, parked);
    }
}
