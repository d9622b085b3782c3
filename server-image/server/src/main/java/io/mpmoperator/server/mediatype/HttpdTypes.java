package io.mpmoperator.server.mediatype;

import io.mpmoperator.mediatype.TypeTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The media types that httpd comes with. An extension is looked for once, and remembered. Safe for use by several threads.
 */
public final class HttpdTypes {

    private static final String NAME = "mime.types";

    /** Types that are registered, or agreed upon, and that the table lacks. */
    private static final TypeTable NEWER = TypeTable.ofLines(List.of(
            "application/cbor cbor",
            "application/dash+xml mpd",
            "application/gzip gz",
            "application/json map json5",
            "application/ld+json jsonld",
            "application/manifest+json webmanifest",
            "application/mathml+xml mml",
            "application/toml toml",
            "application/ttml+xml ttml",
            "application/x-gtar-compressed tgz",
            "application/x-redhat-package-manager rpm",
            "application/yaml yaml yml",
            "application/zstd zst",
            "audio/ac3 ac3",
            "image/apng apng",
            "image/heic heic",
            "image/heif heif",
            "image/jpeg jfif",
            "image/jp2 jp2",
            "image/jxl jxl",
            "image/ktx2 ktx2",
            "model/gltf+json gltf",
            "model/gltf-binary glb",
            "model/vnd.usdz+zip usdz",
            "text/html shtml",
            "text/markdown md markdown",
            "text/vtt vtt",
            "text/wgsl wgsl",
            "text/x-diff diff patch",
            "text/x-perl pl",
            "text/x-python py",
            "video/iso.segment m4s"));

    /** Extensions that are remembered; a site has fewer. */
    private static final int MOST_REMEMBERED = 64;

    private static final TypeTable TABLE = TypeTable.over(new HttpdTypes()::of).with(NEWER);

    private final Map<String, Optional<String>> remembered = new ConcurrentHashMap<>();

    private HttpdTypes() {}

    /** The table, and newer types that it lacks. */
    public static TypeTable table() {
        return TABLE;
    }

    private Optional<String> of(String extension) {
        Optional<String> known = remembered.get(extension);
        if (known != null) {
            return known;
        }
        Optional<String> found = extension.isEmpty() ? Optional.empty() : lookFor(extension);
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(extension, found);
        }
        return found;
    }

    private static Optional<String> lookFor(String extension) {
        try (InputStream table = HttpdTypes.class.getResourceAsStream(NAME)) {
            if (table == null) {
                throw new IllegalStateException(NAME + " is not in the server's jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (names(line, extension)) {
                    return Optional.of(line.substring(0, line.indexOf('\t')));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the server's jar cannot be read", e);
        }
    }

    /** Lines of the table are a type, tabs, and extensions between single spaces. */
    private static boolean names(String line, String extension) {
        int type = line.indexOf('\t');
        if (type <= 0 || line.charAt(0) == '#') {
            return false;
        }
        int at = line.indexOf(extension, type);
        while (at >= 0) {
            int end = at + extension.length();
            boolean whole = line.charAt(at - 1) <= ' ' && (end == line.length() || line.charAt(end) == ' ');
            if (whole) {
                return true;
            }
            at = line.indexOf(extension, at + 1);
        }
        return false;
    }
}
