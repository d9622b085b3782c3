package io.mpmoperator.e2e.benchmark.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's nginx with two workers, a configuration of its own and its access log. */
public record Nginx() implements Contender {

    /** Where Debian puts the program. */
    public static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    @Override
    public String label() {
        return "nginx";
    }

    @Override
    public Pool poolFor(int connections) {
        return Pool.idle(connections);
    }

    @Override
    public ProcessBuilder prepare(Path folder, Documents documents, int port, Pool pool) throws IOException {
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, conf(folder, documents, port, pool));
        return new ProcessBuilder(List.of(
                        PROGRAM.toString(),
                        "-p",
                        folder + "/",
                        "-c",
                        file.toString(),
                        "-e",
                        folder.resolve("error.log").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
    }

    private static String conf(Path folder, Documents documents, int port, Pool pool) {
        return """
                %1$sdaemon off;
                worker_processes 2;
                pid "%2$s/nginx.pid";
                events {
                  worker_connections %5$d;
                }
                http {
                  include /etc/nginx/mime.types;
                  access_log "%2$s/access.log" combined;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_timeout %6$ds;
                  keepalive_requests 1000000000;
                  client_body_temp_path "%2$s/body";
                  proxy_temp_path "%2$s/proxy";
                  fastcgi_temp_path "%2$s/fastcgi";
                  uwsgi_temp_path "%2$s/uwsgi";
                  scgi_temp_path "%2$s/scgi";
                  server {
                    listen 127.0.0.1:%4$d;
                    root "%3$s";
                  }
                }
                """.formatted(
                        Contender.startedByRoot() ? "user www-data;\n" : "",
                        folder,
                        documents.folder(),
                        port,
                        pool.connections(),
                        pool.keepAliveTimeout().toSeconds());
    }
}
