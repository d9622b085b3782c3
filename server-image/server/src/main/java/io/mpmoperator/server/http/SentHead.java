package io.mpmoperator.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response.
 *
 * @param length that it announces; negative for none
 * @param headBytes that it takes on the connection
 */
record SentHead(int status, HttpFields fields, long length, long headBytes) implements ResponseHead {

    @Override
    public @Nullable String field(String name) {
        if (length >= 0 && HttpHeader.CONTENT_LENGTH.is(name)) {
            return Long.toString(length);
        }
        return HttpHeader.SET_COOKIE.is(name) && fields.contains(name)
                ? String.join(", ", fields.getValuesList(name))
                : fields.get(name);
    }
}
