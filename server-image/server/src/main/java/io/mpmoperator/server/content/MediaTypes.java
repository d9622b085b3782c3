package io.mpmoperator.server.content;

import org.eclipse.jetty.http.MimeTypes;
import org.jspecify.annotations.Nullable;

/** The media type of a file, by its name. */
final class MediaTypes {

    /** For names that say nothing. A browser saves such a file, and does not guess that it is a page with scripts. */
    private static final String UNKNOWN = "application/octet-stream";

    private MediaTypes() {}

    /** The value of Content-Type; text is taken to be UTF-8. */
    static String of(String fileName) {
        @Nullable String type = MimeTypes.DEFAULTS.getMimeByExtension(fileName);
        if (type == null) {
            return fileName.endsWith(".webmanifest") ? "application/manifest+json" : UNKNOWN;
        }
        return type.startsWith("text/") ? type + ";charset=utf-8" : type;
    }
}
