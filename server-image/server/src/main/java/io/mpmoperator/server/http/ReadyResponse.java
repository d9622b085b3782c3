package io.mpmoperator.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
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

    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'\r', '\n'};

    private final int status;
    private final byte[] block;
    private final Content content;
    private final @Nullable Account account;

    /**
     * A response.
     *
     * @param content in memory or nothing, or a part of a file that somebody holds as long as the response may be asked for
     */
    private ReadyResponse(int status, byte[] block, Content content, @Nullable Account account) {
        this.status = status;
        this.block = block;
        this.content = content;
        this.account = account;
    }

    /** The same as a prepared response, whose content lies in memory or, lent, in an open file. */
    public static ReadyResponse of(Response response) {
        return of(response, null);
    }

    /**
     * The same, with what is known of the requests for it.
     *
     * @param account null where their heads are all
     */
    public static ReadyResponse of(Response response, @Nullable Account account) {
        boolean silent = response.status() == HttpStatus.NOT_MODIFIED_304;
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(HttpStatus.getMessage(response.status()))
                .append("\r\n");
        append(response.fields(), head);
        append(Codec.SERVER, head);
        if (!silent) {
            head.append("Content-Length: ").append(response.content().length()).append("\r\n");
        }
        return new ReadyResponse(
                response.status(), head.toString().getBytes(StandardCharsets.ISO_8859_1), response.content(), account);
    }

    private static void append(HttpFields fields, StringBuilder head) {
        for (HttpField field : fields) {
            append(field, head);
        }
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
        for (String line : new String(block, StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon) && !OF_ALL.is(name)) {
                values.add(line.substring(colon + 2));
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        return HttpHeader.SET_COOKIE.is(name) ? String.join(", ", values) : values.getFirst();
    }

    @Override
    public long headBytes() {
        return (long) block.length + DATE_BYTES;
    }

    /** Bytes of its content. */
    public long length() {
        return content.length();
    }

    /** Bytes that its header fields take in memory. */
    public int blockBytes() {
        return block.length;
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
        output.clear().put(block).put(date);
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
