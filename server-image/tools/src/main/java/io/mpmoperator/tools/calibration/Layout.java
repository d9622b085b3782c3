package io.mpmoperator.tools.calibration;

import io.mpmoperator.footprint.Flavor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The installed layout that is measured.
 *
 * @param home its folder
 */
record Layout(Path home) {

    Path program() {
        return home.resolve("bin").resolve("webserver");
    }

    boolean isThere() {
        return Files.isExecutable(program());
    }

    /** A layout for a JVM has jars. */
    Flavor flavor() {
        return Files.isDirectory(home.resolve("lib")) ? Flavor.JVM : Flavor.NATIVE;
    }

    /** Where a server finds the {@link BusyHandler}; an executable has it inside, or is not to be measured. */
    Optional<Path> handlers() {
        return flavor() == Flavor.JVM
                ? Optional.of(Path.of(BusyHandler.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()))
                : Optional.empty();
    }
}
