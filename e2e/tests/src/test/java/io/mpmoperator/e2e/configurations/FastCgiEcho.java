package io.mpmoperator.e2e.configurations;

import io.mpmoperator.testing.FastCgiBackend;
import io.mpmoperator.testing.FastCgiBackend.Asked;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A FastCGI server whose script says what it was sent. A query of {@code out=} and a text is what the script sends instead, encoded as a
 * query is.
 */
final class FastCgiEcho implements AutoCloseable {

    /** What is each server's own, or another one with each request. */
    private static final Set<String> OF_A_SERVER =
            Set.of("SERVER_SOFTWARE", "SERVER_SIGNATURE", "PATH", "LD_LIBRARY_PATH", "REMOTE_PORT");

    private static final String OUT = "out=";

    private final FastCgiBackend backend;

    private FastCgiEcho(FastCgiBackend backend) {
        this.backend = backend;
    }

    static FastCgiEcho start() throws IOException {
        return new FastCgiEcho(FastCgiBackend.start(FastCgiEcho::run));
    }

    private static byte[] run(Asked asked) {
        String query = asked.variables().getOrDefault("QUERY_STRING", "");
        return FastCgiBackend.script(
                query.startsWith(OUT)
                        ? URLDecoder.decode(query.substring(OUT.length()), StandardCharsets.ISO_8859_1)
                        : "Content-Type: text/plain\r\n\r\n" + text(asked));
    }

    private static String text(Asked asked) {
        Map<String, String> compared = asked.variables().entrySet().stream()
                .filter(variable -> !OF_A_SERVER.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        String lines = new Asked(new TreeMap<>(compared), asked.body(), asked.kept()).text();
        return lines.replaceAll("(?m)^(SCRIPT_FILENAME=proxy:fcgi://127\\.0\\.0\\.1:)[0-9]+", "$1FCGI") + "a body of "
                + asked.body().length() + ", kept " + asked.kept() + "\n";
    }

    int port() {
        return backend.port();
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }
}
