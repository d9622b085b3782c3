package io.mpmoperator.server.content;

import io.mpmoperator.server.http.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * A file in one coding, ready to be sent.
 *
 * @param fields of the whole representation, without Content-Length
 * @param memory the bytes of a small file; null for one that is read when it is sent
 */
record Representation(
        StoredFile file, EntityTag tag, String contentType, HttpFields fields, Content.@Nullable Memory memory) {

    /**
     * Files up to this many bytes are kept in memory: above, sending costs more than opening, and sendfile needs no
     * heap.
     */
    static final int SMALL = 8192;

    /** What every response says that another Accept-Encoding would have changed. */
    static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");

    private static final HttpField ACCEPT_RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");

    /**
     * Reads a file if it is small.
     *
     * @param varies whether there are other codings of it
     * @param now no later than any answer: nothing was modified after it (RFC 9110, section 8.8.2.1)
     * @throws IOException when it cannot be read, or changes meanwhile
     */
    static Representation of(StoredFile file, ContentCoding coding, String name, boolean varies, Instant now)
            throws IOException {
        EntityTag tag = file.tag(coding);
        String contentType = MediaTypes.of(name);
        Stream<HttpField> fields = Stream.of(
                new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, contentType),
                new PreEncodedHttpField(
                        HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(noLaterThan(now, file.modified()))),
                new PreEncodedHttpField(HttpHeader.ETAG, tag.asString()),
                ACCEPT_RANGES);
        if (coding != ContentCoding.IDENTITY) {
            fields = Stream.concat(
                    fields, Stream.of(new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, coding.token())));
        }
        if (varies) {
            fields = Stream.concat(fields, Stream.of(VARY));
        }
        return new Representation(
                file,
                tag,
                contentType,
                HttpFields.from(fields.toArray(HttpField[]::new)),
                file.size() <= SMALL ? new Content.Memory(read(file)) : null);
    }

    private static Instant noLaterThan(Instant now, Instant modified) {
        return modified.isAfter(now) ? now : modified;
    }

    private static byte[] read(StoredFile file) throws IOException {
        try (FileChannel channel = open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // a read may bring less than is there
            }
            if (bytes.hasRemaining()) {
                throw new FileChangedException(file);
            }
            return bytes.array();
        }
    }

    /** Opens it, and looks again afterwards: what is open is what was found, with its tag and its length. */
    private static FileChannel open(StoredFile file) throws IOException {
        FileChannel channel = FileChannel.open(file.real(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            if (!file.equals(StoredFile.at(file.real()))) {
                throw new FileChangedException(file);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The whole of it, in an answer that may be given many times. */
    Content anyTime() {
        return memory == null ? new Content.Unopened(() -> open(file), file.size()) : memory;
    }

    /** The whole of it, in this answer. */
    Content whole() throws IOException {
        return memory == null ? new Content.FilePart(open(file), 0, file.size()) : memory;
    }

    /** Parts of it, in this order. A file is opened once for all of them. */
    List<Content> parts(List<Ranges.ByteRange> ranges) throws IOException {
        if (memory != null) {
            byte[] bytes = memory.bytes();
            return ranges.stream()
                    .<Content>map(range ->
                            new Content.Memory(Arrays.copyOfRange(bytes, (int) range.first(), (int) range.last() + 1)))
                    .toList();
        }
        FileChannel channel = open(file);
        return ranges.stream()
                .<Content>map(range -> new Content.FilePart(channel, range.first(), range.length()))
                .toList();
    }
}
