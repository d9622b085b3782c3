package io.mpmoperator.server.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * The media type of a file, by its name's extension, whatever its case. What the codec does not know is looked for in a table of
 * all that Debian knows, which stays on the disk: a process needs few of its thousand.
 */
final class MediaTypes {

    /** For names that say nothing. A browser saves such a file, and does not guess that it is a page with scripts. */
    private static final String UNKNOWN = "application/octet-stream";

    private static final String TABLE = "media.types";

    /** Extensions that are remembered once they were looked for; a site has fewer. */
    private static final int MOST_REMEMBERED = 64;

    private static final Map<String, String> REMEMBERED = new ConcurrentHashMap<>();

    private MediaTypes() {}

    /** The value of Content-Type; text is taken to be UTF-8. */
    static String of(String fileName) {
        @Nullable String known = MimeTypes.DEFAULTS.getMimeByExtension(fileName);
        String type = known == null ? ofTable(fileName) : known;
        return type.startsWith("text/") ? type + ";charset=utf-8" : type;
    }

    private static String ofTable(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (extension.isEmpty() || extension.length() == fileName.length()) {
            return UNKNOWN;
        }
        String remembered = REMEMBERED.get(extension);
        if (remembered != null) {
            return remembered;
        }
        String type = lookFor(extension);
        if (REMEMBERED.size() < MOST_REMEMBERED) {
            REMEMBERED.put(extension, type);
        }
        return type;
    }

    /** Lines of the table are a type and its extensions, between single spaces. */
    private static String lookFor(String extension) {
        String word = " " + extension + " ";
        try (InputStream table = MediaTypes.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is not in the server's jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if ((line + " ").contains(word) && !line.startsWith("#")) {
                    return line.substring(0, line.indexOf(' '));
                }
            }
            return UNKNOWN;
        } catch (IOException e) {
            throw new UncheckedIOException("the server's jar cannot be read", e);
        }
    }
}
