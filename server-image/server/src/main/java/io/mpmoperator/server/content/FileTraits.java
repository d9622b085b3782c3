package io.mpmoperator.server.content;

import io.mpmoperator.server.compression.Compressing;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a file beside its bytes.
 *
 * @param type the value of Content-Type; empty for none
 * @param encoding the value of Content-Encoding, of a file that lies there encoded; null for none
 * @param language the value of Content-Language; null for none
 * @param tagged whether it has an entity tag
 * @param variants whether files beside it, with the suffix of a coding, are it in that coding
 * @param compressing how it is compressed on the way; null where it is not
 */
public record FileTraits(
        String type,
        @Nullable String encoding,
        @Nullable String language,
        boolean tagged,
        boolean variants,
        @Nullable Compressing compressing) {

    /** Those of a file of which nothing is said but its name. */
    public static FileTraits of(String name) {
        return new FileTraits(MediaTypes.of(name), null, null, true, true, null);
    }

    /** The same without an entity tag. */
    FileTraits untagged() {
        return new FileTraits(type, encoding, language, false, variants, compressing);
    }

    /** The same, but that it is sent as it lies there. */
    public FileTraits uncompressed() {
        return new FileTraits(type, encoding, language, tagged, variants, null);
    }

    void addTo(HttpFields.Mutable fields) {
        if (encoding != null) {
            fields.add(HttpHeader.CONTENT_ENCODING, encoding);
        }
        if (language != null) {
            fields.add(HttpHeader.CONTENT_LANGUAGE, language);
        }
    }
}
