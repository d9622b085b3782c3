package io.mpmoperator.footprint;

import java.util.Locale;

/** What the server's processes are made of. Both flavours are the same program with the same configuration. */
public enum Flavor {
    /** A Java virtual machine for each process; handlers come as jars. */
    JVM,

    /** One executable, compiled ahead of time; its processes share their code. Handlers are compiled in. */
    NATIVE;

    /** As it stands in {@code spec.flavor}: {@code jvm}, {@code native}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
