package io.mpmoperator.server.control;

import java.nio.file.Path;

/**
 * The installed layout: {@code bin/webserver}, {@code lib/*.jar}, {@code htdocs/}.
 *
 * @param home its folder
 */
public record Installation(Path home) {

    /** The system property by which {@code bin/webserver} says where it lies. */
    public static final String HOME_PROPERTY = "webserver.home";

    /**
     * The layout this process was started from.
     *
     * @throws IllegalStateException when it was not started by {@code bin/webserver}
     */
    public static Installation current() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new IllegalStateException(
                    "the system property " + HOME_PROPERTY + " is missing: start the server by bin/webserver");
        }
        return new Installation(Path.of(home));
    }

    /** The class path, as it was when the AOT cache was made. */
    public String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The Java launcher that runs this process. */
    public Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The DocumentRoot of a configuration that names none. */
    public Path htdocs() {
        return home.resolve("htdocs");
    }

    /** The AOT caches. */
    public AotCaches aotCaches() {
        return AotCaches.of(home, System.getenv());
    }
}
