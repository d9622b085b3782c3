package io.mpmoperator.e2e.configurations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PHP behind this server and behind Apache: a page sees the same of each request. */
@Tag("process")
class PhpFpmTest {

    /**
     * What a page sees, but for the server's name, what each request has of its own, and PATH_TRANSLATED, which Apache has rewritten by
     * the rules of the folder into no path.
     */
    private static final String PAGE = """
        <?php
        header('Content-Type: text/plain');
        ksort($_SERVER);
        foreach ($_SERVER as $name => $value) {
            if (!in_array($name, ['SERVER_SOFTWARE', 'REMOTE_PORT', 'REQUEST_TIME', 'REQUEST_TIME_FLOAT', 'PATH_TRANSLATED'])) {
                echo $name, '=', $value, "\\n";
            }
        }
        echo 'body of ', strlen(file_get_contents('php://input')), "\\n";
        """;

    /** Front controllers, as those of WordPress, and of Laravel and Drupal. */
    private static final String RULES = """
        RewriteEngine On
        RewriteCond %{REQUEST_FILENAME} !-d
        RewriteCond %{REQUEST_FILENAME} !-f
        RewriteRule ^ index.php [L]
        """;

    private static final List<String> REQUESTS = List.of(
            "GET /index.php HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n",
            "GET /index.php/some/info%20x?a=b&c=%20 HTTP/1.1\r\n\r\n",
            "GET /no/such/page?a=b HTTP/1.1\r\nX-Forwarded-Proto: https\r\nAuthorization: Basic eDp5\r\n\r\n",
            "GET /socket/index.php/info HTTP/1.1\r\n\r\n",
            "GET /socket/ HTTP/1.1\r\n\r\n",
            "POST /index.php HTTP/1.1\r\nContent-Type: text/x\r\nContent-Length: 3\r\n\r\nabc",
            "HEAD /index.php HTTP/1.1\r\n\r\n");

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void writeSite() throws IOException {
        assumeTrue(PhpFpm.isInstalled(), "php-fpm is not installed");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectories(root.resolve("socket"));
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(root.resolve("index.php"), PAGE);
        Files.writeString(root.resolve("socket/index.php"), PAGE);
        Files.writeString(root.resolve("large.php"), "<?php echo strlen(file_get_contents('php://input'));");
        Files.writeString(root.resolve(".htaccess"), RULES);
    }

    private String configuration(PhpFpm php) {
        return """
            ServerName shop.example
            Listen 127.0.0.1:${PORT}
            StartServers 1
            MinSpareThreads 1
            MaxSpareThreads 50
            MaxRequestWorkers 25
            DocumentRoot %1$s
            DirectoryIndex index.php
            <Directory %1$s>
              AllowOverride All
              Require all granted
            </Directory>
            <FilesMatch "\\.php$">
              SetHandler "%2$s"
            </FilesMatch>
            <LocationMatch "^/socket/.*\\.php">
              SetHandler "%3$s"
            </LocationMatch>
            """.formatted(root, php.atPort(), php.atSocket());
    }

    private ServerProcess server(PhpFpm php, CasePorts ports) throws ConfException {
        Surroundings surroundings = Surroundings.variables(ports.variables());
        return ServerProcess.startAtItsPorts(
                ConfReader.read("php.conf", configuration(php), surroundings).conf(), folder);
    }

    private static String answers(int port) {
        return REQUESTS.stream().map(request -> answer(port, request)).collect(Collectors.joining("\n"));
    }

    private static String answer(int port, String request) {
        try (RawHttp http = RawHttp.connect(port)) {
            http.send(request.replaceFirst("\r\n", "\r\nHost: shop.example\r\n"));
            RawHttp.Response got = request.startsWith("HEAD") ? http.receiveHead() : http.receive();
            return request.lines().findFirst().orElse("") + "\n" + got.status() + " "
                    + got.fields().get("content-type") + "\n" + got.text();
        }
    }

    @Test
    void aPageSeesTheSameAsBehindApache() throws IOException, ConfException {
        assumeTrue(ApacheProcess.isInstalled(), "apache2 is not installed");
        CasePorts ports = CasePorts.free();
        try (PhpFpm php = PhpFpm.start(folder)) {
            String expected;
            try (ApacheProcess _ = ApacheProcess.start(configuration(php), root, folder, ports)) {
                expected = answers(ports.first());
            }
            try (ServerProcess _ = server(php, ports)) {
                assertEquals(expected, answers(ports.first()));
            }
        }
    }

    @Test
    void aPageReadsALargeBodyAndAMissingOneIsPhpsOwn() throws IOException, ConfException {
        CasePorts ports = CasePorts.free();
        try (PhpFpm php = PhpFpm.start(folder);
                ServerProcess _ = server(php, ports)) {
            String large = "POST /large.php HTTP/1.1\r\nContent-Type: text/x\r\nContent-Length: 3000000\r\n\r\n"
                    + "x".repeat(3_000_000);
            assertTrue(answer(ports.first(), large).endsWith("\n3000000"), "all of it");
            Files.delete(root.resolve(".htaccess"));
            String missing = answer(ports.first(), "GET /missing.php HTTP/1.1\r\n\r\n");
            assertTrue(missing.contains("404 text/html") && missing.contains("File not found."), missing);
        }
    }
}
