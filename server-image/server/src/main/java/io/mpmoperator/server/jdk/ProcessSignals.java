package io.mpmoperator.server.jdk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * Signals that the kernel sends to this process. {@code sun.misc.Signal} is the only interface to them. The JDK starts a thread
 * for each signal, and drops the signal where no thread can be started (RLIMIT_NPROC, {@code pids.max}); {@link SignalTable}
 * makes it do without.
 */
public final class ProcessSignals {

    /** What the JVM of the control process must be started with, and native-image too. */
    public static final String JVM_OPTION = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private final @Nullable SignalTable table;
    private final @Nullable String missing;

    private ProcessSignals(@Nullable SignalTable table, @Nullable String missing) {
        this.table = table;
        this.missing = missing;
    }

    /** The signals of this process. */
    public static ProcessSignals ofThisProcess() {
        try {
            return new ProcessSignals(SignalTable.ofThisJdk(), null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new ProcessSignals(
                    null,
                    "how the JDK finds the handler of a signal is not as in JDK 25 (" + e
                            + "); where the limit of threads is used up, signals are dropped");
        }
    }

    /** A sentence on what this JDK has not; empty where signals need no thread. */
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /**
     * Calls an action at each signal of a name, in a thread of the JVM's own. To be called once for a name.
     *
     * @param name without SIG, {@code TERM}
     * @param action must be short and throw nothing: other signals wait until it returns
     */
    public void on(String name, Runnable action) {
        Signal signal = new Signal(name);
        Signal.handle(signal, _ -> action.run());
        if (table != null) {
            table.replace(signal.getNumber(), action);
        }
    }
}
