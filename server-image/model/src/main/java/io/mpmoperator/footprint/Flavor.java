package io.mpmoperator.footprint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The flavor of that text, as {@link #text()} writes it; nothing where it is no flavor. */
    public static Optional<Flavor> of(String text) {
        return Arrays.stream(values())
                .filter(flavor -> flavor.text().equals(text))
                .findFirst();
    }

    /** As it is written in {@code spec.flavor}: {@code jvm}, {@code native}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
