package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests out of buffers, one after the other, by Jetty's parser in its strictest mode (RFC 9112): it takes bytes
 * as they come and never asks for more. Holds the limits LimitRequestLine, LimitRequestFieldSize, LimitRequestFields and
 * LimitRequestBody.
 */
final class RequestReader implements HttpParser.RequestHandler {

    /** Fields that a parser remembers. Its memory of 1024 would take 96 KiB, with every connection anew. */
    private static final int FIELD_CACHE = 0;

    /** What a field takes beside its bytes. */
    private static final int FIELD_BYTES = 96;

    /** A CR and an LF. */
    private static final int LINE_END = 2;

    /** Beside a chunk's extensions, or a trailer field: ends of lines, the last chunk's line, a size. */
    private static final int FRAME_BYTES = 24;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What the parser reads in place of a line that was read already. */
    private static final byte[] ANY_LINE = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ANY_OLD_LINE = "GET / HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpSettings settings;
    private final RequestLineReader lines;
    private HttpParser parser;
    private @Nullable RequestLine line;
    private @Nullable RequestTarget target;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private HttpFields.Mutable fields = HttpFields.build();
    private int fieldCount;
    private ByteBuffer parsing = NOTHING;
    private int counted;
    private long lineBytes;
    private long bodyBytes;
    private long headBytes;
    private long framingBytes;
    private int trailerCount;
    private boolean begun;
    private boolean headComplete;
    private boolean complete;
    private boolean truncated;
    private @Nullable BadRequestException refusal;
    private @Nullable BadRequestException refusedTarget;
    private @Nullable ByteBuffer content;

    RequestReader(HttpSettings settings) {
        this.settings = settings;
        this.lines = new RequestLineReader(settings.limitRequestLine());
        this.parser = newParser();
    }

    private HttpParser newParser() {
        HttpParser strict = new HttpParser(this, mostBytes(), HttpCompliance.STRICT);
        strict.setHeaderCacheSize(FIELD_CACHE);
        return strict;
    }

    /** Of all fields together, with the ends of their lines; without a limit of their number, any. */
    private int mostBytes() {
        long most =
                ANY_LINE.length + settings.limitRequestFields() * (settings.limitRequestFieldSize() + (long) LINE_END);
        return settings.limitRequestFields() == 0 ? Integer.MAX_VALUE : (int) Math.min(most, Integer.MAX_VALUE);
    }

    /** Forgets everything, to begin with the first byte of a request. */
    void reset() {
        lines.reset();
        line = null;
        target = null;
        version = HttpVersion.HTTP_1_1;
        parser.reset();
        if (!parser.isStart()) {
            parser = newParser();
        }
        fields = HttpFields.build();
        fieldCount = 0;
        parsing = NOTHING;
        lineBytes = 0;
        bodyBytes = 0;
        headBytes = 0;
        framingBytes = 0;
        trailerCount = 0;
        begun = false;
        headComplete = false;
        complete = false;
        truncated = false;
        refusal = null;
        refusedTarget = null;
        content = null;
    }

    /** What the head takes of memory that was read last, as far as it came. */
    long headBytes() {
        return headBytes + (long) FIELD_BYTES * fieldCount;
    }

    /** Whether no byte of a request has been seen. */
    boolean untouched() {
        return !begun;
    }

    /** Whether the request and its body have been read to their end. */
    boolean complete() {
        return complete;
    }

    /** A request without a body was read by {@link PlainHead}: it is complete, as if it had been read here. */
    void readElsewhere(PlainHead plain) {
        headBytes = plain.length();
        fieldCount = plain.fieldCount();
        begun = true;
        complete = true;
    }

    /**
     * Goes on with the head.
     *
     * @return the request once its head is complete; null when more bytes are needed, all given ones are then consumed
     * @throws BadRequestException when it is none, or is beyond a limit
     */
    @Nullable
    Request readHead(ByteBuffer buffer) throws BadRequestException {
        begun |= buffer.hasRemaining();
        return parseHead(buffer);
    }

    /** The head that is refused, as far as it came. */
    Request soFar() {
        return new Request(line == null ? lines.soFar() : line, HttpVersion.HTTP_1_1, fields, 0);
    }

    private @Nullable Request parseHead(ByteBuffer buffer) throws BadRequestException {
        RequestLine first = line;
        if (first == null) {
            int lineBegan = buffer.position();
            first = lines.read(buffer);
            headBytes += buffer.position() - lineBegan;
            if (first == null) {
                return null;
            }
            begin(first);
        }
        counted = buffer.position();
        parsing = buffer;
        int begin = buffer.position();
        try {
            parser.parseNext(buffer);
        } finally {
            parsing = NOTHING;
            headBytes += buffer.position() - begin;
        }
        refuseIfBad();
        if (headComplete) {
            return request(first);
        }
        lineBytes += Math.max(0, buffer.position() - counted);
        requireFieldWithin(lineBytes - LINE_END - 1);
        refuseIfBad();
        return null;
    }

    /**
     * Goes on to the fields. What the parser would make of the line is of no interest. A target that is none is refused when the
     * fields are there: they say which virtual host the error is of.
     */
    private void begin(RequestLine first) throws BadRequestException {
        line = first;
        version = first.version();
        try {
            target = RequestTarget.of(first.method(), first.target());
        } catch (BadRequestException e) {
            refusedTarget = e;
        }
        parser.parseNext(ByteBuffer.wrap(version == HttpVersion.HTTP_1_0 ? ANY_OLD_LINE : ANY_LINE));
        lineBytes = 0;
    }

    /**
     * The bytes of the field that the parser has just come to the end of, and of the end of its line, however many pieces they
     * arrived in. The parser has read on by then: the next field's first byte, or the empty line.
     */
    private long lineEnds() {
        boolean lastField = parsing.get(parsing.position() - 1) == '\n';
        int end = parsing.position() - (lastField ? LINE_END : 1);
        long bytes = lineBytes + end - counted;
        lineBytes = 0;
        counted = end;
        return bytes;
    }

    private void requireFieldWithin(long bytes) {
        if (bytes > settings.limitRequestFieldSize()) {
            refuse(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "header field beyond LimitRequestFieldSize");
        }
    }

    private Request request(RequestLine first) throws BadRequestException {
        if (refusedTarget != null) {
            throw refusedTarget;
        }
        long length = parser.isChunking() ? -1 : Math.max(0, parser.getContentLength());
        if (length > settings.limitRequestBody() && settings.limitRequestBody() > 0) {
            throw new BadRequestException(HttpStatus.PAYLOAD_TOO_LARGE_413, "body beyond LimitRequestBody");
        }
        String authority = target == null ? null : target.authority();
        if (authority != null) {
            fields.put(HttpHeader.HOST, authority); // whatever the field says: RFC 9112, section 3.2.2
        }
        Request request = new Request(first, version, fields, length);
        if (length == 0) {
            finish();
        }
        return request;
    }

    /** Brings a request without a body to its end, so that the next one can begin. */
    private void finish() {
        for (int i = 0; i < 4 && !complete; i++) {
            parser.parseNext(NOTHING);
        }
    }

    /**
     * Goes on with the body.
     *
     * @return decoded bytes, a view of the buffer; null when more bytes are needed or {@link #complete}
     * @throws BadRequestException when the framing is broken or the body beyond LimitRequestBody
     */
    @Nullable
    ByteBuffer readBody(ByteBuffer buffer) throws BadRequestException {
        content = null;
        while (content == null && !complete) {
            int before = buffer.remaining();
            parseBody(buffer);
            refuseIfBad();
            if (truncated) {
                throw new BadRequestException(HttpStatus.BAD_REQUEST_400, "malformed body");
            }
            if (buffer.remaining() == before && !buffer.hasRemaining() && content == null && !inContentEnd()) {
                break;
            }
        }
        ByteBuffer found = content;
        if (found != null) {
            bodyBytes += found.remaining();
            if (settings.limitRequestBody() > 0 && bodyBytes > settings.limitRequestBody()) {
                throw new BadRequestException(HttpStatus.PAYLOAD_TOO_LARGE_413, "body beyond LimitRequestBody");
            }
        }
        return found;
    }

    private void parseBody(ByteBuffer buffer) {
        counted = buffer.position();
        parsing = buffer;
        try {
            parser.parseNext(buffer);
            framingBytes += buffer.position() - counted;
            requireFramingWithin();
        } finally {
            parsing = NOTHING;
        }
    }

    /** Of a chunk its size and extensions, of a trailer section each field: Apache's answers. */
    private void requireFramingWithin() {
        if (framingBytes > settings.limitRequestFieldSize() + (long) FRAME_BYTES) {
            if (parser.isState(HttpParser.State.TRAILER) || trailerCount > 0) {
                refuse(HttpStatus.BAD_REQUEST_400, "trailer field beyond LimitRequestFieldSize");
            } else {
                refuse(HttpStatus.PAYLOAD_TOO_LARGE_413, "chunk extensions beyond LimitRequestFieldSize");
            }
        }
    }

    @Override
    public void parsedTrailer(HttpField field) {
        trailerCount++;
        framingBytes += parsing.position() - counted;
        counted = parsing.position();
        requireFramingWithin();
        framingBytes = 0;
        if (trailerCount > settings.limitRequestFields() && settings.limitRequestFields() > 0) {
            refuse(HttpStatus.BAD_REQUEST_400, "more trailer fields than LimitRequestFields");
        }
    }

    private boolean inContentEnd() {
        return parser.isState(HttpParser.State.CONTENT_END);
    }

    private void refuseIfBad() throws BadRequestException {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {}

    @Override
    public void parsedHeader(HttpField field) {
        requireFieldWithin(lineEnds() - LINE_END);
        if (++fieldCount > settings.limitRequestFields() && settings.limitRequestFields() > 0) {
            refuse(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "more header fields than LimitRequestFields");
        } else {
            fields.add(field);
        }
    }

    private void refuse(int status, String reason) {
        if (refusal == null) {
            refusal = new BadRequestException(status, reason);
        }
    }

    @Override
    public boolean headerComplete() {
        headComplete = true;
        if (fields.contains(HttpHeader.TRANSFER_ENCODING)) {
            requireChunkedAlone();
        }
        if (target == null || target.authority() == null) {
            requireHost();
        }
        if (fields.contains(HttpHeader.EXPECT)) {
            requireNothingButContinue();
        }
        return true;
    }

    /** Every HTTP/1.1 request has one, which the parser sees to. */
    private void requireHost() {
        String host = fields.get(HttpHeader.HOST);
        if (host == null || (host.isEmpty() && version == HttpVersion.HTTP_1_0)) {
            return;
        }
        try {
            Authority.requireHostField(host);
        } catch (BadRequestException e) {
            refuse(e.status(), String.valueOf(e.getMessage()));
        }
    }

    /** RFC 9110, section 10.1.1: there is no other expectation. */
    private void requireNothingButContinue() {
        String expectation = String.join(", ", fields.getValuesList(HttpHeader.EXPECT));
        if (!expectation.isEmpty() && !HttpHeaderValue.CONTINUE.is(expectation)) {
            refuse(HttpStatus.EXPECTATION_FAILED_417, "an expectation other than 100-continue");
        }
    }

    /** RFC 9112, section 6.1: a coding that is not understood is a 501, so that no body is read as what it is not. */
    private void requireChunkedAlone() {
        if (version == HttpVersion.HTTP_1_0) {
            refuse(HttpStatus.BAD_REQUEST_400, "Transfer-Encoding in an HTTP/1.0 request");
        } else if (!"chunked".equalsIgnoreCase(fields.get(HttpHeader.TRANSFER_ENCODING))) {
            refuse(HttpStatus.NOT_IMPLEMENTED_501, "a Transfer-Encoding other than chunked alone");
        }
    }

    @Override
    public boolean content(ByteBuffer chunk) {
        content = chunk;
        framingBytes += parsing.position() - counted - chunk.remaining();
        counted = parsing.position();
        requireFramingWithin();
        framingBytes = 0;
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
        truncated = true;
    }

    @Override
    public void badMessage(HttpException failure) {
        int status = failure.getCode();
        refuse(status >= 400 ? status : HttpStatus.BAD_REQUEST_400, String.valueOf(failure.getReason()));
    }
}
