package io.mpmoperator.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A response to plain requests ({@link PlainHead}) that is ready but for its Date and Connection fields: its other header fields
 * are bytes, its content lies in memory or in an open file. All who ask for the same file share it, on any thread.
 */
public final class ReadyResponse implements Stage, ResponseHead {

    private static final HttpHeader OF_ALL = HttpHeader.SERVER;

    /** Those of the field Date, and of the empty line. */
    private static final int DATE_BYTES = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n".length();

    /** Fields that are another for each file. */
    private static final Set<HttpHeader> OF_ONE_FILE = EnumSet.of(HttpHeader.ETAG, HttpHeader.LAST_MODIFIED);

    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'\r', '\n'};

    private final int status;
    private final byte[] own;
    private final byte[] shared;
    private final Content content;
    private final @Nullable Account account;

    /**
     * A response.
     *
     * @param own its status line, and the fields that are its file's alone
     * @param shared the fields that responses with other files have as well, and its server's
     * @param content in memory or nothing, or a part of a file that somebody holds as long as the response may be asked for
     */
    private ReadyResponse(int status, byte[] own, byte[] shared, Content content, @Nullable Account account) {
        this.status = status;
        this.own = own;
        this.shared = shared;
        this.content = content;
        this.account = account;
    }

    /** The same as a prepared response, whose content lies in memory or, lent, in an open file. */
    public static ReadyResponse of(Response response) {
        return of(response, new SharedFields(), null);
    }

    /**
     * The same, with what is known of the requests for it.
     *
     * @param shared the fields of others, whose bytes it uses where its own are the same
     * @param account null where their heads are all
     */
    public static ReadyResponse of(Response response, SharedFields shared, @Nullable Account account) {
        boolean silent = response.status() == HttpStatus.NOT_MODIFIED_304;
        StringBuilder own = new StringBuilder(128)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(HttpStatus.getMessage(response.status()))
                .append("\r\n");
        if (!silent) {
            own.append("Content-Length: ").append(response.content().length()).append("\r\n");
        }
        StringBuilder others = new StringBuilder(128);
        for (HttpField field : response.fields()) {
            append(field, OF_ONE_FILE.contains(field.getHeader()) ? own : others);
        }
        append(Codec.SERVER, others);
        return new ReadyResponse(
                response.status(),
                own.toString().getBytes(StandardCharsets.ISO_8859_1),
                shared.bytes(others.toString()),
                response.content(),
                account);
    }

    private static void append(HttpField field, StringBuilder head) {
        head.append(field.getName()).append(": ").append(field.getValue()).append("\r\n");
    }

    @Override
    public int status() {
        return status;
    }

    /** What is known of the requests for it; null where their heads are all. */
    public @Nullable Account account() {
        return account;
    }

    @Override
    public @Nullable String field(String name) {
        List<String> values = new ArrayList<>();
        for (byte[] part : List.of(own, shared)) {
            for (String line : new String(part, StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
                int colon = line.indexOf(": ");
                if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon) && !OF_ALL.is(name)) {
                    values.add(line.substring(colon + 2));
                }
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        return HttpHeader.SET_COOKIE.is(name) ? String.join(", ", values) : values.getFirst();
    }

    @Override
    public long headBytes() {
        return (long) own.length + shared.length + DATE_BYTES;
    }

    /** Bytes of its content. */
    public long length() {
        return content.length();
    }

    /** Whether its head fits in a buffer of the usual size; one that does not is made for each request. */
    public boolean fits() {
        return headBytes() + CLOSE.length <= OutputBuffers.BYTES;
    }

    /**
     * Puts it into a buffer: its head, and its content where there is room for it.
     *
     * @param head whether the content is not asked for
     * @param persistent whether the connection goes on after it
     * @param date the Date field's line
     * @return what is to be sent behind the buffer; null for nothing
     * @throws IOException when its file cannot be read any more: nothing of it may be sent
     */
    @Nullable
    Content lay(ByteBuffer output, boolean head, boolean persistent, byte[] date) throws IOException {
        output.clear().put(own).put(shared).put(date);
        if (!persistent) {
            output.put(CLOSE);
        }
        output.put(END);
        Content behind = head ? null : layContent(output);
        output.flip();
        return behind;
    }

    private @Nullable Content layContent(ByteBuffer output) throws IOException {
        return switch (content) {
            case Content.None _ -> null;
            case Content.Memory(byte[] bytes) -> {
                if (bytes.length > output.remaining()) {
                    yield content;
                }
                output.put(bytes);
                yield null;
            }
            case Content.FilePart part -> layFile(part, output);
            case Content.Sequence _, Content.Written _ ->
                throw new IllegalStateException("several parts, and what is made anew, are never ready");
        };
    }

    private static @Nullable Content layFile(Content.FilePart part, ByteBuffer output) throws IOException {
        if (!part.file().hold()) {
            throw new IOException("the file was closed meanwhile");
        }
        if (part.length() > output.remaining()) {
            return part;
        }
        try {
            part.file().read(output, (int) part.length());
        } finally {
            part.file().release();
        }
        return null;
    }
}
