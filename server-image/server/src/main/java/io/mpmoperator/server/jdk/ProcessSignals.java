package io.mpmoperator.server.jdk;

import sun.misc.Signal;

/** Signals that the kernel sends to this process: {@code sun.misc.Signal}, for Java has no other way to hear them. */
public final class ProcessSignals {

    private ProcessSignals() {}

    /**
     * Calls what is to be done at each signal of a name, in a thread of the JVM's own.
     *
     * @param name without SIG, {@code TERM}
     */
    public static void on(String name, Runnable action) {
        Signal.handle(new Signal(name), signal -> action.run());
    }
}
