package io.mpmoperator.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** A request's head (RFC 9112, section 2.1), and what follows from it, which is asked for more than once. */
public final class Request {

    private final String method;
    private final String target;
    private final HttpVersion version;
    private final String protocol;
    private final HttpFields fields;
    private final long contentLength;
    private final String line;
    private final boolean head;
    private final boolean persistent;

    /**
     * A request of what its head holds.
     *
     * @param method as sent, upper or lower case kept
     * @param target the request target as sent (RFC 9112, section 3.2)
     * @param contentLength bytes of the body, 0 without one, -1 when it is chunked
     */
    public Request(String method, String target, HttpVersion version, HttpFields fields, long contentLength) {
        this(new RequestLine(method, target, version.asString()), version, fields, contentLength);
    }

    private Request(Request like, String target, HttpFields fields) {
        this.method = like.method;
        this.target = target;
        this.version = like.version;
        this.protocol = like.protocol;
        this.fields = fields;
        this.contentLength = like.contentLength;
        this.line = like.line;
        this.head = like.head;
        this.persistent = like.persistent;
    }

    /** A request with its first line as it came, whatever version it is served as. */
    Request(RequestLine first, HttpVersion version, HttpFields fields, long contentLength) {
        this.method = first.method();
        this.target = first.target();
        this.version = version;
        this.protocol = first.protocol();
        this.fields = fields;
        this.contentLength = contentLength;
        this.line = (method + " " + target + " " + protocol).strip();
        this.head = method.equals("HEAD");
        this.persistent = switch (version) {
            case HTTP_1_1 -> !fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            case HTTP_1_0 ->
                fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.KEEP_ALIVE.asString())
                        && !fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            case HTTP_0_9, HTTP_2, HTTP_3 -> false;
        };
    }

    /** The same with other fields; how long its body is, and whether the connection goes on, stays as it was sent. */
    public Request with(HttpFields others) {
        return new Request(this, target, others);
    }

    /** The same for another target; {@link #line} stays as it was sent. */
    public Request at(String other) {
        return new Request(this, other, fields);
    }

    /** As sent, upper or lower case kept. */
    public String method() {
        return method;
    }

    /** The request target as sent (RFC 9112, section 3.2). */
    public String target() {
        return target;
    }

    /** The protocol as sent, {@code HTTP/1.1}; empty in a request that was refused before it. */
    public String protocol() {
        return protocol;
    }

    /** The version of the protocol by which it is understood. */
    public HttpVersion version() {
        return version;
    }

    /** The values of all fields of a name, with commas between them; null where there is none. */
    public @Nullable String field(String name) {
        return joined(fields, name);
    }

    /** The same of any fields. */
    public static @Nullable String joined(HttpFields fields, String name) {
        StringBuilder values = new StringBuilder();
        boolean any = false;
        for (HttpField field : fields) {
            if (field.is(name)) {
                values.append(any ? ", " : "").append(field.getValue() == null ? "" : field.getValue());
                any = true;
            }
        }
        return any ? values.toString() : null;
    }

    /** The header fields. */
    public HttpFields fields() {
        return fields;
    }

    /** Bytes of the body, 0 without one, -1 when it is chunked. */
    public long contentLength() {
        return contentLength;
    }

    /** The request line, as it is in the access log. */
    public String line() {
        return line;
    }

    /** Whether the client only wants the head of the response. */
    public boolean head() {
        return head;
    }

    /** Whether the client keeps the connection after this request (RFC 9112, section 9.3). */
    public boolean persistent() {
        return persistent;
    }

    /** Whether a body follows the head. */
    public boolean hasBody() {
        return contentLength != 0;
    }

    /** Whether the client waits for 100 Continue before it sends the body (RFC 9110, section 10.1.1). */
    public boolean expectsContinue() {
        return version == HttpVersion.HTTP_1_1
                && hasBody()
                && fields.contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }
}
