package io.mpmoperator.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request line by the byte, whatever pieces it arrives in (RFC 9112, sections 2.2 and 3): empty lines before it are
 * read over, it ends with CR LF, its parts are separated by spaces alone, and a character that it cannot have is refused as
 * soon as it is there. Keeps the line as far as it came, for the log of a request that is refused.
 */
final class RequestLineReader {

    private static final int USUAL = 128;
    private static final int LARGEST_KEPT = 1024;
    private static final String MARKS_OF_TOKENS = "!#$%&'*+-.^_`|~";
    private static final char DELETE = 0x7f;

    private final int limit;
    private byte[] line = new byte[USUAL];
    private int length;
    private int emptyLines;
    private boolean carriageReturn;
    private Part part = Part.METHOD;
    private int methodEnd;
    private int targetBegin;
    private int targetEnd;
    private int protocolBegin;

    /** What the next byte may belong to. */
    private enum Part {
        METHOD,
        BEFORE_TARGET,
        TARGET,
        BEFORE_PROTOCOL,
        PROTOCOL
    }

    /** Reads lines of at most so many bytes (LimitRequestLine). */
    RequestLineReader(int limit) {
        this.limit = limit;
    }

    /** Forgets everything, to begin with the first byte of a request. */
    void reset() {
        if (line.length > LARGEST_KEPT) {
            line = new byte[USUAL];
        }
        emptyLines = 0;
        begin();
    }

    private void begin() {
        length = 0;
        carriageReturn = false;
        part = Part.METHOD;
        methodEnd = 0;
        targetBegin = 0;
        targetEnd = 0;
        protocolBegin = 0;
    }

    /**
     * Goes on with the line.
     *
     * @return the line, once its end is there; null when more bytes are needed, all given ones are then consumed
     * @throws BadRequestException 400 when it is none, 414 when it is longer than the limit, 505 for HTTP/0.9
     */
    @Nullable
    RequestLine read(ByteBuffer buffer) throws BadRequestException {
        try {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    if (!endsHere()) {
                        continue;
                    }
                    return whole();
                }
                if (carriageReturn) {
                    throw refused("a CR without its LF in the request line");
                }
                if (next == '\r') {
                    carriageReturn = true;
                } else {
                    keep(next);
                    take(next);
                }
            }
            return null;
        } catch (BadRequestException e) {
            keepRest(buffer);
            throw e;
        }
    }

    /** Whether the LF that has just been read ends a line that is not empty. */
    private boolean endsHere() throws BadRequestException {
        if (!carriageReturn) {
            throw refused("a request line ended by LF alone");
        }
        if (length > 0) {
            return true;
        }
        emptyLines++;
        if (emptyLines > limit) {
            throw refused("nothing but empty lines");
        }
        begin();
        return false;
    }

    private void keep(byte next) throws BadRequestException {
        if (length == limit) {
            throw new BadRequestException(HttpStatus.URI_TOO_LONG_414, "request line beyond LimitRequestLine");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(limit, 2 * length));
        }
        line[length] = next;
        length++;
    }

    private void take(byte next) throws BadRequestException {
        switch (part) {
            case METHOD -> {
                if (next == ' ' && length > 1) {
                    methodEnd = length - 1;
                    part = Part.BEFORE_TARGET;
                } else if (!isTokenCharacter(next)) {
                    throw refused("the method is no token");
                }
            }
            case BEFORE_TARGET -> {
                if (next != ' ') {
                    targetBegin = length - 1;
                    part = Part.TARGET;
                    requireVisible(next);
                }
            }
            case TARGET -> {
                if (next == ' ') {
                    targetEnd = length - 1;
                    part = Part.BEFORE_PROTOCOL;
                } else {
                    requireVisible(next);
                }
            }
            case BEFORE_PROTOCOL -> {
                if (next != ' ') {
                    protocolBegin = length - 1;
                    part = Part.PROTOCOL;
                    requireVisible(next);
                }
            }
            case PROTOCOL -> {
                if (next == ' ') {
                    throw refused("more than three parts in the request line");
                }
                requireVisible(next);
            }
        }
    }

    private static boolean isTokenCharacter(byte c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || MARKS_OF_TOKENS.indexOf(c) >= 0;
    }

    /** Octets beyond ASCII are negative, and are taken. */
    private static void requireVisible(byte c) throws BadRequestException {
        if ((c >= 0 && c < ' ') || c == DELETE) {
            throw refused("a control character in the request line");
        }
    }

    private RequestLine whole() throws BadRequestException {
        switch (part) {
            case METHOD, BEFORE_TARGET, BEFORE_PROTOCOL ->
                throw refused("the request line does not name method, target and protocol");
            case TARGET -> throw new BadRequestException(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, "HTTP/0.9");
            case PROTOCOL -> {}
        }
        return new RequestLine(text(0, methodEnd), encoded(text(targetBegin, targetEnd)), text(protocolBegin, length));
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** With what is beyond ASCII as if it were percent-encoded (RFC 3987, section 3.1), which browsers leave out at times. */
    private static String encoded(String target) {
        int i = 0;
        while (i < target.length() && target.charAt(i) <= DELETE) {
            i++;
        }
        if (i == target.length()) {
            return target;
        }
        StringBuilder encoded = new StringBuilder(target.length() + 16);
        for (i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= DELETE) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                encoded.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }

    /** What there is of the line that is refused belongs to its log. */
    private void keepRest(ByteBuffer buffer) {
        while (buffer.hasRemaining() && length < limit) {
            byte next = buffer.get();
            if (next == '\n' || next == '\r') {
                return;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(limit, 2 * length));
            }
            line[length] = next;
            length++;
        }
    }

    /** The line as far as it came, of whatever parts it has. */
    RequestLine soFar() {
        String[] parts = new String(line, 0, length, StandardCharsets.UTF_8).split(" +", 3);
        return new RequestLine(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    private static BadRequestException refused(String reason) {
        return new BadRequestException(HttpStatus.BAD_REQUEST_400, reason);
    }
}
