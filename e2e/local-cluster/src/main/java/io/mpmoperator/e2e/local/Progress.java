package io.mpmoperator.e2e.local;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line a step, with the seconds since the start. */
public final class Progress {

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long start;

    public Progress(PrintStream out) {
        this(out, System::nanoTime);
    }

    Progress(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Prints a step that is done. */
    public void done(String step) {
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        out.printf(Locale.ROOT, "[%5.1fs] %s%n", seconds, step);
        out.flush();
    }
}
