package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server that takes part. */
public sealed interface Contender permits Webserver, Apache, Nginx, Jetty {

    /** The name of the certificate that is shown over TLS. */
    String CERTIFICATE = "rsa";

    /** Everybody, in the order that they take turns in. */
    static List<Contender> all() {
        return Stream.concat(
                        Stream.of(Mode.PREFORK, Mode.WORKER, Mode.EVENT)
                                .flatMap(mode ->
                                        Stream.concat(Webserver.inEachFlavor(mode), Stream.of(new Apache(mode)))),
                        Stream.of(new Nginx(), new Jetty()))
                .toList();
    }

    /** Those who hold idle connections without a thread each. */
    static List<Contender> holdingIdleConnections() {
        return Stream.concat(
                        Webserver.inEachFlavor(Mode.EVENT), Stream.of(new Apache(Mode.EVENT), new Nginx(), new Jetty()))
                .toList();
    }

    /** Event of ours and of Apache, and nginx: processes and threads that all connections share. */
    static List<Contender> besideEvent() {
        return Stream.concat(Webserver.inEachFlavor(Mode.EVENT), Stream.of(new Apache(Mode.EVENT), new Nginx()))
                .toList();
    }

    /** What it is called in tables. */
    String label();

    /** The pool that it needs for so many busy connections. */
    Pool poolFor(int connections);

    /**
     * Writes its configuration and says how it is started, in the foreground.
     *
     * @param folder its own, empty
     * @param port of the loopback address
     * @throws IllegalArgumentException where it takes no part in serving so
     */
    ProcessBuilder prepare(Path folder, Documents documents, int port, Pool pool, Serving serving) throws IOException;

    /** Whether servers must give up root's rights here. */
    static boolean startedByRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
