package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The head of a GET or HEAD request without a body, as browsers, proxies and probes send it, read where it lies. It takes less than
 * RFC 9112 allows: a head in HTTP/1.1 that has arrived whole, with a path that needs no decoding, one Host, printable ASCII, and no
 * field that frames a body or changes the protocol. For everything else {@link #read} says no and leaves the bytes to
 * {@link RequestReader}, which alone refuses: what is read here it reads in the same way.
 *
 * <p>One thread uses it for one request after the other. What it gives is a view of the buffer, until the next bytes are read.
 */
public final class PlainHead {

    /** A head with more fields is left to the other reader. */
    private static final int MOST_FIELDS = 64;

    private static final String SHORTEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int GET = littleEndian("GET ");
    private static final int HEAD = littleEndian("HEAD");
    private static final long PROTOCOL =
            littleEndian("HTTP") + ((long) littleEndian("/1.1") << Integer.SIZE); // ASCII has no sign bit

    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long SPACES = 0x2020_2020_2020_2020L;
    private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

    private static final byte TOKEN = 1;
    private static final byte IN_PATH = 2;
    private static final byte IN_QUERY = 4;
    private static final byte IN_NAME_OF_HOST = 8;
    private static final byte DIGIT_OR_DOT = 16;
    private static final byte[] KINDS = kinds();

    private static final byte[] HOST = lower("host");
    private static final byte[] RANGE = lower("range");
    private static final byte[] EXPECT = lower("expect");
    private static final byte[] REFERER = lower("referer");
    private static final byte[] UPGRADE = lower("upgrade");
    private static final byte[] IF_MATCH = lower("if-match");
    private static final byte[] IF_RANGE = lower("if-range");
    private static final byte[] CONNECTION = lower("connection");
    private static final byte[] USER_AGENT = lower("user-agent");
    private static final byte[] IF_NONE_MATCH = lower("if-none-match");
    private static final byte[] CONTENT_LENGTH = lower("content-length");
    private static final byte[] ACCEPT_ENCODING = lower("accept-encoding");
    private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding");
    private static final byte[] IF_MODIFIED_SINCE = lower("if-modified-since");
    private static final byte[] IF_UNMODIFIED_SINCE = lower("if-unmodified-since");
    private static final byte[] CLOSE = lower("close");
    private static final byte[] KEEP_ALIVE = lower("keep-alive");

    private static final int NONE = -1;

    private final int limitRequestLine;
    private final int limitFieldSize;
    private final int mostFields;
    private final int[] nameFrom = new int[MOST_FIELDS];
    private final int[] nameTo = new int[MOST_FIELDS];
    private final int[] valueFrom = new int[MOST_FIELDS];
    private final int[] valueTo = new int[MOST_FIELDS];
    private final PathBytes path = new PathBytes();
    private final PathBytes hostBytes = new PathBytes();
    private byte[] bytes = new byte[0];
    private int begin;
    private int targetFrom;
    private int targetTo;
    private int end;
    private int count;
    private boolean head;
    private boolean persistent;
    private boolean special;
    private boolean sinceModified;
    private int host;
    private int connection;
    private int acceptEncoding;
    private int ifNoneMatch;
    private int referer;
    private int userAgent;

    /** Reads heads within the limits of the settings. */
    PlainHead(HttpSettings settings) {
        this.limitRequestLine = settings.limitRequestLine();
        this.limitFieldSize = settings.limitRequestFieldSize();
        this.mostFields =
                settings.limitRequestFields() > 0 ? Math.min(settings.limitRequestFields(), MOST_FIELDS) : MOST_FIELDS;
    }

    private static byte[] lower(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int littleEndian(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (char c = '!'; c <= '~'; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean alphanumeric = digit || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            int kind = c == '#' ? 0 : IN_QUERY;
            if (kind != 0 && c != '?' && c != '%' && c != '\\') {
                kind |= IN_PATH;
            }
            if (alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                kind |= TOKEN;
            }
            boolean capital = c >= 'A' && c <= 'Z';
            if ((alphanumeric && !capital) || c == '-' || c == '.' || c == '_') {
                kind |= IN_NAME_OF_HOST;
            }
            if (digit || c == '.') {
                kind |= DIGIT_OR_DOT;
            }
            kinds[c] = (byte) kind;
        }
        return kinds;
    }

    private static boolean is(byte c, byte kind) {
        return (KINDS[c & 0xff] & kind) != 0;
    }

    /**
     * Takes a head from the front of a buffer that has an array and begins with it.
     *
     * @param input in little endian
     * @return whether a plain one was there; if not, nothing was taken
     */
    boolean read(ByteBuffer input) {
        begin = input.position();
        bytes = input.array();
        if (input.remaining() < SHORTEST.length() || input.arrayOffset() != 0) {
            return false;
        }
        int afterLine = readLine(input);
        if (afterLine < 0 || !readFields(input, afterLine)) {
            return false;
        }
        input.position(end);
        return true;
    }

    /** Returns where the fields begin; negative where the line is not plain. */
    private int readLine(ByteBuffer input) {
        int method = input.getInt(begin);
        head = method == HEAD;
        targetFrom = begin + Integer.BYTES;
        if (head && bytes[targetFrom] == ' ') {
            targetFrom++;
        } else if (method != GET) {
            return NONE;
        }
        int limit = input.limit();
        int at = targetFrom;
        if (bytes[at] != '/') {
            return NONE;
        }
        while (at < limit && is(bytes[at], IN_PATH)) {
            at++;
        }
        path.view(bytes, targetFrom, at);
        if (at < limit && bytes[at] == '?') {
            while (at < limit && is(bytes[at], IN_QUERY)) {
                at++;
            }
        }
        targetTo = at;
        return readProtocol(input, at);
    }

    /** A space, the protocol and the end of the line. */
    private int readProtocol(ByteBuffer input, int at) {
        int lineEnd = at + 1 + Long.BYTES;
        boolean there = lineEnd + 2 <= input.limit()
                && bytes[at] == ' '
                && input.getLong(at + 1) == PROTOCOL
                && bytes[lineEnd] == '\r'
                && bytes[lineEnd + 1] == '\n'
                && lineEnd - begin <= limitRequestLine;
        return there ? lineEnd + 2 : NONE;
    }

    private boolean readFields(ByteBuffer input, int first) {
        count = 0;
        persistent = true;
        special = false;
        sinceModified = false;
        host = NONE;
        connection = NONE;
        acceptEncoding = NONE;
        ifNoneMatch = NONE;
        referer = NONE;
        userAgent = NONE;
        int limit = input.limit();
        int at = first;
        while (at + 1 < limit && bytes[at] != '\r') {
            at = readField(input, at);
            if (at < 0) {
                return false;
            }
        }
        if (at + 1 >= limit || bytes[at + 1] != '\n' || host == NONE) {
            return false;
        }
        end = at + 2;
        return true;
    }

    /** Returns where the next line begins; negative where the field is not plain. */
    private int readField(ByteBuffer input, int from) {
        int limit = input.limit();
        int at = from;
        while (at < limit && is(bytes[at], TOKEN)) {
            at++;
        }
        if (at == from || at == limit || bytes[at] != ':' || count == mostFields) {
            return NONE;
        }
        int nameEnd = at++;
        while (at < limit && isBlank(bytes[at])) {
            at++;
        }
        int lineEnd = endOfValue(input, at);
        if (lineEnd == at || lineEnd + 1 >= limit || bytes[lineEnd] != '\r' || bytes[lineEnd + 1] != '\n') {
            return NONE;
        }
        if (lineEnd - from > limitFieldSize) {
            return NONE;
        }
        int valueEnd = lineEnd;
        while (isBlank(bytes[valueEnd - 1])) {
            valueEnd--;
        }
        nameFrom[count] = from;
        nameTo[count] = nameEnd;
        valueFrom[count] = at;
        valueTo[count] = valueEnd;
        return take(count++, nameEnd - from) ? lineEnd + 2 : NONE;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** The first byte that is neither printable ASCII nor a blank, eight of them looked at together. */
    private int endOfValue(ByteBuffer input, int from) {
        int at = from;
        int lastWord = input.limit() - Long.BYTES;
        while (at <= lastWord) {
            long word = input.getLong(at);
            long control = (word - SPACES) & ~word;
            long beyond = ((word & LOW_BITS) + EACH_BYTE) | word;
            long found = (control | beyond) & HIGH_BITS;
            if (found == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
            if (bytes[at] != '\t') {
                return at;
            }
            at++;
        }
        while (at < input.limit() && (bytes[at] == '\t' || (bytes[at] >= ' ' && bytes[at] < 0x7f))) {
            at++;
        }
        return at;
    }

    /** Notes what a field means for reading and responding; false where it makes the head one that is not plain. */
    private boolean take(int field, int nameLength) {
        switch (nameLength) {
            case 4 -> {
                return !isNamed(field, HOST) || takeHost(field);
            }
            case 5 -> special |= isNamed(field, RANGE);
            case 6 -> {
                return !isNamed(field, EXPECT);
            }
            case 7 -> {
                if (isNamed(field, REFERER) && referer == NONE) {
                    referer = field;
                }
                return !isNamed(field, UPGRADE);
            }
            case 8 -> special |= isNamed(field, IF_MATCH) || isNamed(field, IF_RANGE);
            case 10 -> {
                if (isNamed(field, CONNECTION)) {
                    return takeConnection(field);
                }
                if (isNamed(field, USER_AGENT) && userAgent == NONE) {
                    userAgent = field;
                }
            }
            case 13 -> {
                if (isNamed(field, IF_NONE_MATCH)) {
                    special |= ifNoneMatch != NONE;
                    ifNoneMatch = field;
                }
            }
            case 14 -> {
                return !isNamed(field, CONTENT_LENGTH);
            }
            case 15 -> {
                if (isNamed(field, ACCEPT_ENCODING)) {
                    special |= acceptEncoding != NONE;
                    acceptEncoding = field;
                }
            }
            case 17 -> {
                sinceModified |= isNamed(field, IF_MODIFIED_SINCE);
                return !isNamed(field, TRANSFER_ENCODING);
            }
            case 19 -> special |= isNamed(field, IF_UNMODIFIED_SINCE);
            default -> {}
        }
        return true;
    }

    /** Compares with a name of the same length, in lower case, without marks that another letter case would have. */
    private boolean isNamed(int field, byte[] name) {
        return equalsIgnoringCase(nameFrom[field], name);
    }

    private boolean equalsIgnoringCase(int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            byte c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isValue(int field, byte[] lower) {
        return valueTo[field] - valueFrom[field] == lower.length && equalsIgnoringCase(valueFrom[field], lower);
    }

    /** One alone, with one option alone. */
    private boolean takeConnection(int field) {
        if (connection != NONE) {
            return false;
        }
        connection = field;
        persistent = !isValue(field, CLOSE);
        return !persistent || isValue(field, KEEP_ALIVE);
    }

    /** One alone: a name or an IPv4 address, and a port or none. A name with capitals is spelled without by the other reader. */
    private boolean takeHost(int field) {
        if (host != NONE) {
            return false;
        }
        host = field;
        int from = valueFrom[field];
        int to = valueTo[field];
        int at = from;
        boolean number = true;
        byte before = '.';
        while (at < to && is(bytes[at], IN_NAME_OF_HOST)) {
            byte c = bytes[at];
            if (c == '.' && before == '.') {
                return false;
            }
            number &= is(c, DIGIT_OR_DOT);
            before = c;
            at++;
        }
        if (at == from || (number && !isFourNumbers(from, at))) {
            return false;
        }
        return at == to || (bytes[at] == ':' && isPort(at + 1, to));
    }

    private boolean isFourNumbers(int from, int to) {
        int dots = 0;
        int value = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '.') {
                dots++;
                value = 0;
                digits = 0;
                continue;
            }
            if (digits > 0 && value == 0) {
                return false;
            }
            value = 10 * value + bytes[i] - '0';
            digits++;
            if (value > 255) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }

    private boolean isPort(int from, int to) {
        int port = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || port > 0xffff) {
                return false;
            }
            port = 10 * port + bytes[i] - '0';
        }
        return port > 0 && port <= 0xffff;
    }

    /** Whether it is a HEAD request. */
    boolean head() {
        return head;
    }

    /** Whether the client keeps the connection after this request. */
    boolean persistent() {
        return persistent;
    }

    /** Bytes of the head. */
    int length() {
        return end - begin;
    }

    /** How many header fields there are. */
    int fieldCount() {
        return count;
    }

    /** The path, a view that is overwritten by the next request. */
    public PathBytes path() {
        return path;
    }

    /** The value of Host, a view that is overwritten by the next request. */
    public PathBytes host() {
        hostBytes.view(bytes, valueFrom[host], valueTo[host]);
        return hostBytes;
    }

    /** Whether a field asks for more than the whole or for conditions other than If-None-Match and If-Modified-Since. */
    public boolean asksForMore() {
        return special;
    }

    /** Whether there is an If-Modified-Since. */
    public boolean hasIfModifiedSince() {
        return sinceModified;
    }

    /** Whether there is an If-None-Match. */
    public boolean hasIfNoneMatch() {
        return ifNoneMatch != NONE;
    }

    /** Whether If-None-Match is a single entity tag, that one. */
    public boolean isIfNoneMatch(byte[] tag) {
        return ifNoneMatch != NONE
                && Arrays.equals(bytes, valueFrom[ifNoneMatch], valueTo[ifNoneMatch], tag, 0, tag.length);
    }

    /** Whether there is an Accept-Encoding. */
    public boolean hasAcceptEncoding() {
        return acceptEncoding != NONE;
    }

    /** Whether Accept-Encoding has that value. */
    public boolean isAcceptEncoding(byte[] value) {
        return acceptEncoding != NONE
                && Arrays.equals(bytes, valueFrom[acceptEncoding], valueTo[acceptEncoding], value, 0, value.length);
    }

    /** The value of Accept-Encoding; null without one. */
    public @Nullable String acceptEncoding() {
        return value(acceptEncoding);
    }

    /** The method as sent. */
    public String method() {
        return head ? "HEAD" : "GET";
    }

    /** The request target as sent. */
    public String target() {
        return text(targetFrom, targetTo);
    }

    /** The values of all fields of a name, with commas between them; null where there is none. */
    public @Nullable String field(String name) {
        String found = null;
        for (int i = 0; i < count; i++) {
            if (isNamed(i, name)) {
                String value = text(valueFrom[i], valueTo[i]);
                found = found == null ? value : found + ", " + value;
            }
        }
        return found;
    }

    private boolean isNamed(int field, String name) {
        int from = nameFrom[field];
        if (nameTo[field] - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase(bytes[from + i]) != Character.toLowerCase(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The value of the first Referer; null without one. */
    public @Nullable String referer() {
        return value(referer);
    }

    /** The value of the first User-Agent; null without one. */
    public @Nullable String userAgent() {
        return value(userAgent);
    }

    /** The bytes that the request line is among, from {@link #lineFrom} to {@link #lineTo}; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the request line begins in {@link #bytes}. */
    public int lineFrom() {
        return begin;
    }

    /** Where it ends. */
    public int lineTo() {
        return targetTo + 1 + Long.BYTES;
    }

    private @Nullable String value(int field) {
        return field == NONE ? null : text(valueFrom[field], valueTo[field]);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The same as a request of its own, which stays when the buffer is overwritten. */
    public Request toRequest() {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < count; i++) {
            fields.add(field(i));
        }
        return new Request(method(), target(), HttpVersion.HTTP_1_1, fields, 0);
    }

    private HttpField field(int i) {
        String name = text(nameFrom[i], nameTo[i]);
        String value = text(valueFrom[i], valueTo[i]);
        HttpHeader known = HttpHeader.CACHE.get(name);
        return known == null ? new HttpField(name, value) : new HttpField(known, value);
    }
}
