package io.mpmoperator.server.site;

import io.mpmoperator.headers.HeaderTable;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A response as conditions and values of {@code Header} see it, with what rules have changed so far. As in Apache the media type of a
 * file is no field yet: {@code %{CONTENT_TYPE}} tells it, and {@code %{resp:Content-Type}} tells what a rule has set.
 *
 * @param said what Content-Type was before any rule; null for none
 * @param file the file that it is of
 * @param own fields that only a success has
 * @param always fields that errors have too
 */
record ResponseSoFar(int status, @Nullable String said, ServedFile file, HeaderTable own, HeaderTable always) {

    /** Before anything is known of it. */
    static ResponseSoFar none() {
        return new ResponseSoFar(HttpStatus.OK_200, null, ServedFile.NONE, new HeaderTable(), new HeaderTable());
    }

    /** The status; ranges are cut out after all rules. */
    int statusOfRules() {
        return status == HttpStatus.PARTIAL_CONTENT_206 ? HttpStatus.OK_200 : status;
    }

    /** The media type, also of a response that does not say it. */
    String type() {
        String now = own.get(HttpHeader.CONTENT_TYPE.asString());
        if (now != null && (file.type().isEmpty() || !now.equals(said))) {
            return now;
        }
        return file.type();
    }

    /** The first field of a name; null where there is none. */
    @Nullable
    String field(String name) {
        if (HttpHeader.CONTENT_LENGTH.is(name) && file.length() >= 0) {
            return Long.toString(file.length());
        }
        String value = own.get(name);
        boolean later =
                HttpHeader.CONTENT_TYPE.is(name) && !file.type().isEmpty() && value != null && value.equals(said);
        return value == null || later ? always.get(name) : value;
    }
}
