package io.mpmoperator.server.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A prepared response: everything about it is known before its first byte is sent. Date, Server, Connection and
 * Content-Length are added when it is written.
 *
 * @param close whether the connection ends after it, whatever the client would like
 */
public record Response(int status, HttpFields fields, Content content, boolean close) {

    /** A response after which the connection may go on. */
    public static Response of(int status, HttpFields fields, Content content) {
        return new Response(status, fields, content, false);
    }

    /** An error with a short page that says which. */
    public static Response error(int status, HttpField... more) {
        String reason = unusualReason(status) == null ? HttpStatus.getMessage(status) : unusualReason(status);
        String title = status + " " + reason;
        String page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>" + title + "</title></head>\n<body><h1>"
                + reason + "</h1></body></html>\n";
        HttpFields.Mutable fields = HttpFields.build();
        fields.add(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        for (HttpField field : more) {
            fields.add(field);
        }
        return of(status, fields.asImmutable(), new Content.Memory(page.getBytes(StandardCharsets.UTF_8)));
    }

    /** RFC 9110's reason phrase where the codec has another of its own; null where they agree. */
    static @Nullable String unusualReason(int status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR_500 ? "Internal Server Error" : null;
    }

    /** The same response, with another content. */
    Response with(Content other) {
        return new Response(status, fields, other, close);
    }

    /** The same response, with the connection closed after it. */
    public Response closing() {
        return new Response(status, fields, content, true);
    }
}
