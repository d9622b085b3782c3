package io.mpmoperator.server.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;

/**
 * Reads the head of a script's output (RFC 3875, section 6.2): fields as those of HTTP, and {@code Status}. Lines end with a line feed,
 * as Apache takes them. A script that sends {@code Location} alone says no status: it is 200, as behind mod_proxy_fcgi.
 */
public final class ScriptHead {

    /** What the head of a response to a client may have. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_FIELDS = 1000;

    private static final int OK = 200;
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;

    /** Apache answers so where a script names no status that there is. */
    private static final int INVALID = 500;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final HttpFields.Mutable fields = HttpFields.build();
    private boolean emptyLine = true;
    private boolean complete;
    private int status = OK;
    private boolean statusSaid;

    /**
     * Reads as far as the end of the head; what is behind it stays in the buffer.
     *
     * @return whether the head is complete
     * @throws FastCgiException for what is no head
     */
    public boolean read(ByteBuffer output) throws FastCgiException {
        while (!complete && output.hasRemaining()) {
            byte one = output.get();
            if (one == '\n') {
                line();
            } else if (one != '\r') {
                take(one);
            }
        }
        return complete;
    }

    private void take(byte one) throws FastCgiException {
        if (bytes.size() == MOST_BYTES) {
            throw new FastCgiException("the script sent a line of its head that is longer than " + MOST_BYTES);
        }
        bytes.write(one);
        emptyLine = false;
    }

    private void line() throws FastCgiException {
        if (emptyLine) {
            complete = true;
            return;
        }
        if (fields.size() == MOST_FIELDS) {
            throw new FastCgiException("the script sent more than " + MOST_FIELDS + " fields");
        }
        field(bytes.toString(StandardCharsets.ISO_8859_1));
        bytes.reset();
        emptyLine = true;
    }

    private void field(String line) throws FastCgiException {
        int colon = line.indexOf(':');
        if (colon <= 0 || !line.chars().limit(colon).allMatch(ScriptHead::isOfName)) {
            throw new FastCgiException("the script sent '" + line.substring(0, Math.min(30, line.length()))
                    + "', which is no field of its head");
        }
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1).strip();
        if (name.equalsIgnoreCase("Status")) {
            status(value);
        } else {
            fields.add(name, name.equalsIgnoreCase("Content-Type") ? typeInLowerCase(value) : value);
        }
    }

    /** A token of RFC 9110, section 5.6.2. */
    private static boolean isOfName(int c) {
        return c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private static String typeInLowerCase(String value) {
        int end = value.indexOf(';');
        return end < 0
                ? value.toLowerCase(Locale.ROOT)
                : value.substring(0, end).toLowerCase(Locale.ROOT) + value.substring(end);
    }

    private void status(String value) {
        statusSaid = true;
        int said = value.matches("[0-9]{3}(?![0-9]).*") ? Integer.parseInt(value.substring(0, 3)) : 0;
        status = said < LEAST_STATUS || said > MOST_STATUS ? INVALID : said;
    }

    /** The status that the script has said; 200 where it has said none. */
    public int status() {
        return status;
    }

    /** Whether the script has said a status. */
    public boolean isStatusSaid() {
        return statusSaid;
    }

    /** The fields, without Status. */
    public HttpFields fields() {
        return fields.asImmutable();
    }
}
