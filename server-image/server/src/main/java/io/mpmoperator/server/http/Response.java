package io.mpmoperator.server.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

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
        String title = status + " " + HttpStatus.getMessage(status);
        String page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>" + title + "</title></head>\n<body><h1>"
                + HttpStatus.getMessage(status) + "</h1></body></html>\n";
        HttpFields.Mutable fields = HttpFields.build();
        fields.add(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        for (HttpField field : more) {
            fields.add(field);
        }
        return of(status, fields.asImmutable(), new Content.Memory(page.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same response, with the connection closed after it. */
    public Response closing() {
        return new Response(status, fields, content, true);
    }
}
