package io.mpmoperator.server.installation;

import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The installed layout: {@code bin/webserver}, {@code htdocs/}, and in the JVM flavor {@code lib/*.jar}.
 *
 * @param home its folder
 */
public record Installation(Path home) {

    /** The system property by which {@code bin/webserver} says where it lies. */
    public static final String HOME_PROPERTY = "webserver.home";

    /** Says {@code runtime} in an executable that GraalVM's native-image has made. */
    private static final String IMAGE_CODE_PROPERTY = "org.graalvm.nativeimage.imagecode";

    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    /**
     * The layout this process was started from.
     *
     * @throws IllegalStateException when it was not started by {@code bin/webserver}
     */
    public static Installation current() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home != null) {
            return new Installation(Path.of(home));
        }
        if (flavor() == Flavor.NATIVE) {
            return new Installation(executable().resolve("../..").normalize());
        }
        throw new IllegalStateException(
                "the system property " + HOME_PROPERTY + " is missing: start the server by bin/webserver");
    }

    /** What this process is made of. */
    public static Flavor flavor() {
        return System.getProperty(IMAGE_CODE_PROPERTY) == null ? Flavor.JVM : Flavor.NATIVE;
    }

    /**
     * The words that start another program of this server.
     *
     * @param options of its JVM, or of its executable
     * @param command its name in an executable that holds all programs
     */
    public List<String> program(List<String> options, Class<?> main, String command) {
        List<String> words = new ArrayList<>();
        switch (flavor()) {
            case JVM -> {
                words.add(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                words.addAll(options);
                words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
            }
            case NATIVE -> {
                words.add(executable().toString());
                words.addAll(options);
                words.add(command);
            }
        }
        return words;
    }

    private static Path executable() {
        try {
            return EXECUTABLE.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The DocumentRoot of a configuration that names none. */
    public Path htdocs() {
        return home.resolve("htdocs");
    }

    /**
     * The AOT caches.
     *
     * @param environment the variables of this process
     */
    public AotCaches aotCaches(Function<String, Optional<String>> environment) {
        return AotCaches.of(home, environment);
    }
}
