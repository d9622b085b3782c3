package io.mpmoperator.footprint;

import java.util.Locale;

/** What the server's processes are made of. Both flavors are the same program with the same configuration. */
public enum Flavor {
    /** A Java virtual machine for each process; handlers come as jars. */
    JVM,

    /** One executable, compiled ahead of time; its processes share their code. Handlers are compiled in. */
    NATIVE;

    /**
     * The environment variable that tells a server which flavor its memory was planned for, as {@link #text()}: one of another
     * flavor refuses to start.
     */
    public static final String VARIABLE = "WEBSERVER_FLAVOR";

    /** As it is written in {@code spec.flavor}: {@code jvm}, {@code native}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
