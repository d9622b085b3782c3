package io.mpmoperator.server.content;

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
 */
public record FileTraits(
        String type, @Nullable String encoding, @Nullable String language, boolean tagged, boolean variants) {

    /** Those of a file of which nothing is said but its name. */
    public static FileTraits of(String name) {
        return new FileTraits(MediaTypes.of(name), null, null, true, true);
    }

    /** The media type that the extension of a name has, without a charset; {@code application/octet-stream} where it has none. */
    public static String typeOf(String name) {
        String type = MediaTypes.of(name);
        int parameter = type.indexOf(';');
        return parameter < 0 ? type : type.substring(0, parameter);
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
