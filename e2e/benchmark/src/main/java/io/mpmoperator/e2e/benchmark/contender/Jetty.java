package io.mpmoperator.e2e.benchmark.contender;

import java.nio.file.Path;
import java.util.List;

/** Embedded Jetty 12 in a JVM of its own, with a heap of 64 MiB and all else as it comes. It takes no part over TLS. */
public record Jetty() implements Contender {

    @Override
    public String label() {
        return "Jetty";
    }

    @Override
    public Pool poolFor(int connections) {
        return Pool.idle(connections);
    }

    @Override
    public ProcessBuilder prepare(Path folder, Documents documents, int port, Pool pool, Serving serving) {
        if (serving.tls()) {
            throw new IllegalArgumentException("Jetty takes no part over TLS");
        }
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JettyServer.class.getName(),
                        String.valueOf(port),
                        documents.folder().toString(),
                        String.valueOf(pool.keepAliveTimeout().toMillis()),
                        serving.accessLog() ? folder.resolve("access.log").toString() : ""))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
    }
}
