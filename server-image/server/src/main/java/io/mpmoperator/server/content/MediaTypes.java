package io.mpmoperator.server.content;

import io.mpmoperator.server.mediatype.HttpdTypes;
import java.util.Locale;

/** The media type of a file, by its name's extension, whatever its case. */
final class MediaTypes {

    /** For names that say nothing. A browser saves such a file, and does not guess that it is a page with scripts. */
    private static final String UNKNOWN = "application/octet-stream";

    private MediaTypes() {}

    /** The value of Content-Type; text is taken to be UTF-8. */
    static String of(String fileName) {
        String type = plain(fileName);
        return type.startsWith("text/") ? type + ";charset=utf-8" : type;
    }

    private static String plain(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0
                ? UNKNOWN
                : HttpdTypes.table()
                        .of(fileName.substring(dot + 1).toLowerCase(Locale.ROOT))
                        .orElse(UNKNOWN);
    }
}
