package io.mpmoperator.server.proxy;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads the responses of a backend out of a buffer, one after the other, by Jetty's parser: what two parsers could understand
 * in different ways (RFC 9112, section 6.3) is refused.
 */
final class ResponseReader implements HttpParser.ResponseHandler {

    /** What the head of a response to a client may have. */
    private static final int LARGEST_HEAD = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private HttpParser parser = parser();
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private HttpFields.Mutable fields = HttpFields.build();
    private int status;
    private long length;
    private boolean headComplete;
    private boolean complete;
    private boolean asksForHead;
    private boolean endsWithConnection;
    private @Nullable String failure;
    private ByteBuffer content = NOTHING;

    private HttpParser parser() {
        HttpParser strict = new HttpParser(this, LARGEST_HEAD, HttpCompliance.RFC9110);
        strict.setHeaderCacheSize(0);
        return strict;
    }

    /**
     * Begins with the first byte of a response.
     *
     * @param head whether it is one to HEAD, which has no body whatever it announces
     */
    void begin(boolean head) {
        asksForHead = head;
        parser.reset();
        if (!parser.isStart()) {
            parser = parser();
        }
        parser.setHeadResponse(head);
        fields = HttpFields.build();
        status = 0;
        length = -1;
        headComplete = false;
        complete = false;
        endsWithConnection = false;
        failure = null;
        content = NOTHING;
    }

    /**
     * Reads as far as the end of the head, a piece of the body, or the end of what is there.
     *
     * @throws BackendException for what is no response
     */
    void read(ByteBuffer received) throws BackendException {
        content = NOTHING;
        parser.parseNext(received);
        requireGood();
    }

    /** The backend has closed the connection, which may be the end of the body. */
    void end() throws BackendException {
        endsWithConnection = true;
        if (headComplete) {
            parser.atEOF();
            parser.parseNext(NOTHING);
            requireGood();
        }
        if (!complete) {
            throw new BackendException(
                    BackendException.BAD_GATEWAY, "the backend closed the connection in the middle of a response");
        }
    }

    private void requireGood() throws BackendException {
        if (failure != null) {
            throw new BackendException(BackendException.BAD_GATEWAY, failure);
        }
    }

    boolean headComplete() {
        return headComplete;
    }

    boolean isToHead() {
        return asksForHead;
    }

    boolean complete() {
        return complete;
    }

    /** A piece of the body, to be taken before more is read. */
    ByteBuffer content() {
        return content;
    }

    int status() {
        return status;
    }

    HttpFields fields() {
        return fields;
    }

    /** Bytes of the body, -1 where that is not known. */
    long length() {
        return length;
    }

    /** Whether another request may follow on the connection. */
    boolean persistent() {
        if (!complete || endsWithConnection) {
            return false;
        }
        boolean close = fields.contains(HttpHeader.CONNECTION, "close");
        return version == HttpVersion.HTTP_1_1
                ? !close
                : !close && fields.contains(HttpHeader.CONNECTION, "keep-alive");
    }

    @Override
    public void startResponse(HttpVersion of, int code, String reason) {
        version = of;
        status = code;
        if (code < 100 || code > 599) {
            failure = "the backend sent the status " + code;
        }
    }

    @Override
    public void parsedHeader(HttpField field) {
        if (field.getHeader() == HttpHeader.TRANSFER_ENCODING && !"chunked".equalsIgnoreCase(field.getValue())) {
            failure = "the backend sent the transfer coding " + field.getValue();
        }
        if (field.getHeader() == HttpHeader.CONTENT_LENGTH && !isNumber(field.getValue())) {
            failure = "the backend sent the length " + field.getValue();
        }
        fields.add(field);
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null
                && !text.isEmpty()
                && text.length() < 19
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public boolean headerComplete() {
        boolean chunked = fields.contains(HttpHeader.TRANSFER_ENCODING);
        String announced = fields.get(HttpHeader.CONTENT_LENGTH);
        if (chunked && announced != null) {
            failure = "the backend sent both Transfer-Encoding and Content-Length";
        }
        if (chunked && version != HttpVersion.HTTP_1_1) {
            failure = "the backend sent Transfer-Encoding in HTTP/1.0";
        }
        length = chunked || announced == null || failure != null ? -1 : Long.parseLong(announced);
        headComplete = true;
        return true;
    }

    @Override
    public boolean content(ByteBuffer piece) {
        content = piece;
        return true;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public boolean messageComplete() {
        complete = true;
        return true;
    }

    @Override
    public void earlyEOF() {
        failure = "the backend closed the connection in the middle of a response";
    }

    @Override
    public void badMessage(HttpException refused) {
        failure = "the backend sent what is no response: " + refused.getReason();
    }

    /** Whether the response can have no body, whatever its fields say (RFC 9112, section 6.3). */
    boolean withoutBody() {
        return asksForHead || status == 204 || status == 304;
    }
}
