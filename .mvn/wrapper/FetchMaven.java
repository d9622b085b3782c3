import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Fetches one version of Maven from a Maven repository, checks its SHA-256 and unpacks it; prints the path of its mvn.
 *
 * <p>Called by mvnw as {@code FetchMaven.java REPOSITORY VERSION SHA256 FOLDER}. The folder appears whole or not at all.
 * Respects HTTPS_PROXY and HTTP_PROXY; MVNW_USERNAME and MVNW_PASSWORD are sent where both are set.
 */
class FetchMaven {

    public static void main(String[] args) throws Exception {
        String version = args[1];
        Path parent = Path.of(args[3]);
        Path home = parent.resolve(args[2].substring(0, 16));
        try {
            URI uri = URI.create("%s/org/apache/maven/apache-maven/%s/apache-maven-%s-bin.zip"
                    .formatted(args[0].replaceAll("/+$", ""), version, version));
            System.err.println("mvnw: fetching " + uri.getPath() + " from " + uri.getHost());
            byte[] archive = download(uri);
            verify(archive, args[2]);
            Files.createDirectories(parent);
            unpack(archive, "apache-maven-" + version, home);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("mvnw: Maven " + version + " could not be fetched: " + e.getMessage());
            System.exit(1);
        }
        System.out.println(home.resolve("bin/mvn"));
    }

    private static byte[] download(URI uri) throws IOException, InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL);
        proxy(uri).ifPresent(client::proxy);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (System.getenv("MVNW_USERNAME") != null && System.getenv("MVNW_PASSWORD") != null) {
            String pair = System.getenv("MVNW_USERNAME") + ":" + System.getenv("MVNW_PASSWORD");
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        try (HttpClient http = client.build()) {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(uri.getHost() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (java.net.ConnectException e) {
            throw new IOException("no connection to " + uri.getHost(), e);
        }
    }

    private static Optional<ProxySelector> proxy(URI uri) {
        String name = uri.getScheme() + "_proxy";
        return Optional.ofNullable(System.getenv(name))
                .or(() -> Optional.ofNullable(System.getenv(name.toUpperCase(java.util.Locale.ROOT))))
                .filter(value -> !value.isBlank())
                .map(URI::create)
                .map(proxy -> ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
    }

    private static void verify(byte[] archive, String expected) throws Exception {
        String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        if (!actual.equals(expected)) {
            throw new IOException("its SHA-256 is " + actual + ", expected " + expected);
        }
    }

    private static void unpack(byte[] archive, String root, Path home) throws IOException {
        Path zip = Files.createTempFile(home.getParent(), "download", ".zip");
        Path folder = Files.createTempDirectory(home.getParent(), "unpack");
        try {
            Files.write(zip, archive);
            try (var files = FileSystems.newFileSystem(zip); var paths = Files.walk(files.getPath("/" + root))) {
                for (Path source : (Iterable<Path>) paths.skip(1)::iterator) {
                    Path target = folder.resolve(source.toString().substring(root.length() + 2));
                    Files.copy(source, target);
                }
            }
            if (!folder.resolve("bin/mvn").toFile().setExecutable(true)) {
                throw new IOException("bin/mvn cannot be made executable");
            }
            Files.move(folder, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(zip);
        }
    }
}
