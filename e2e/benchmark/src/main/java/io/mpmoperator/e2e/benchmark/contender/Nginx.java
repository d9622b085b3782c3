package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.e2e.server.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's nginx with two workers and a configuration of its own, which keeps files open. */
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
    public ProcessBuilder prepare(Path folder, Documents documents, int port, Pool pool, Serving serving)
            throws IOException {
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, conf(folder, documents, port, pool, serving));
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

    private static String conf(Path folder, Documents documents, int port, Pool pool, Serving serving) {
        return """
                %1$sdaemon off;
                worker_processes 2;
                pid "%2$s/nginx.pid";
                events {
                  worker_connections %5$d;
                }
                http {
                  include /etc/nginx/mime.types;
                  access_log %7$s;
                  sendfile on;
                  tcp_nopush on;
                  open_file_cache max=2000 inactive=60s;
                  keepalive_timeout %6$ds;
                  keepalive_requests 1000000000;
                  client_body_temp_path "%2$s/body";
                  proxy_temp_path "%2$s/proxy";
                  fastcgi_temp_path "%2$s/fastcgi";
                  uwsgi_temp_path "%2$s/uwsgi";
                  scgi_temp_path "%2$s/scgi";
                  server {
                    listen 127.0.0.1:%4$d%8$s;
                    root "%3$s";
                  }
                }
                """.formatted(
                Contender.startedByRoot() ? "user www-data;\n" : "",
                folder,
                documents.folder(),
                port,
                pool.connections(),
                pool.keepAliveTimeout().toSeconds(),
                serving.accessLog() ? "\"%s/access.log\" combined buffer=64k flush=1s".formatted(folder) : "off",
                serving.tls() ? tls() : "");
    }

    private static String tls() {
        TestCertificate shown = TestCertificate.named(Contender.CERTIFICATE);
        return " ssl;\n    ssl_certificate \"%s\";\n    ssl_certificate_key \"%s\""
                .formatted(shown.certificate(), shown.key());
    }
}
