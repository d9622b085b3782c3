package io.mpmoperator.server.content;

import io.mpmoperator.headers.EtagChange;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.OpenFile;
import io.mpmoperator.server.jdk.FileAccess;
import io.mpmoperator.server.nativecalls.FileCalls;
import io.mpmoperator.server.nativecalls.FileStatus;
import io.mpmoperator.server.nativecalls.Linking;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * A file in one coding, ready to be sent.
 *
 * @param traits what is said of the file
 * @param modified as Last-Modified says it
 * @param varies whether there are other codings of it
 * @param memory the bytes of a small file; null for one that is read when it is sent
 * @param open the file of one that is not in memory, held until {@link #close}; null otherwise
 */
record Representation(
        StoredFile file,
        ContentCoding coding,
        EntityTag tag,
        FileTraits traits,
        Instant modified,
        boolean varies,
        Content.@Nullable Memory memory,
        @Nullable OpenFile open) {

    /** What every response says that another Accept-Encoding would have changed. */
    static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");

    /** Where nothing is linked, a path has no symbolic links; else what is open is asked whether it is what was found. */
    private static final Set<OpenOption> AS_FOUND = Linking.AVOIDED
            ? Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
            : Set.of(StandardOpenOption.READ);

    /** Bytes that are read at once of a file that is compressed. */
    private static final int PIECE = 8 * 1024;

    private static final HttpField ACCEPT_RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");

    /**
     * Reads a file if it is small, and opens it if it is not.
     *
     * @param varies whether there are other codings of it
     * @param now no later than any response: nothing was modified after it (RFC 9110, section 8.8.2.1)
     * @param largest bytes of a file that is read
     * @throws IOException when it cannot be read, or changes meanwhile
     */
    static Representation of(
            StoredFile file, ContentCoding coding, FileTraits traits, boolean varies, Instant now, int largest)
            throws IOException {
        EntityTag tag = file.tag(coding);
        boolean small = file.size() <= largest;
        return new Representation(
                file,
                coding,
                tag,
                traits,
                noLaterThan(now, file.modified()),
                varies,
                small ? new Content.Memory(read(file)) : null,
                small ? null : new OpenFile(open(file)));
    }

    /** The same, compressed. */
    Representation compressed(byte[] form, EtagChange change) {
        return new Representation(
                file,
                ContentCoding.GZIP,
                change == EtagChange.NO_CHANGE ? tag : file.tag(ContentCoding.GZIP),
                change == EtagChange.REMOVE ? traits.untagged() : traits,
                modified,
                true,
                new Content.Memory(form),
                null);
    }

    /** Its length in bytes. */
    long size() {
        return memory == null ? file.size() : memory.length();
    }

    /** Writes all of it. */
    void copyTo(OutputStream out) throws IOException {
        if (memory != null) {
            out.write(memory.bytes());
            return;
        }
        OpenFile held = hold();
        try {
            copy(held.channel(), out);
        } finally {
            held.release();
        }
    }

    private void copy(FileChannel channel, OutputStream out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < file.size(); at += piece.position()) {
            piece.clear();
            if (channel.read(piece, at) < 0) {
                throw new FileChangedException(file);
            }
            out.write(piece.array(), 0, (int) Math.min(piece.position(), file.size() - at));
        }
    }

    /** The fields of the whole of it, without Content-Length. Made each time: a process has many files and few such responses. */
    HttpFields fields() {
        HttpFields.Mutable fields = HttpFields.build();
        if (!traits.type().isEmpty()) {
            fields.add(new HttpField(HttpHeader.CONTENT_TYPE, traits.type()));
        }
        fields.add(lastModified());
        if (traits.tagged()) {
            fields.add(new HttpField(HttpHeader.ETAG, tag.asString()));
        }
        fields.add(ACCEPT_RANGES);
        traits.addTo(fields);
        if (coding != ContentCoding.IDENTITY) {
            fields.add(new HttpField(HttpHeader.CONTENT_ENCODING, coding.token()));
        }
        if (varies) {
            fields.add(VARY);
        }
        return fields.asImmutable();
    }

    HttpField lastModified() {
        return new HttpField(HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(modified));
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
        FileChannel channel = FileChannel.open(file.path(), AS_FOUND);
        try {
            if (!file.status().equals(statusOf(channel, file))) {
                throw new FileChangedException(file);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileStatus statusOf(FileChannel channel, StoredFile file) throws IOException {
        int descriptor = FileAccess.number(channel);
        return descriptor < 0 ? StoredFile.at(file.path()).status() : FileCalls.status(descriptor);
    }

    /** The value of Content-Type. */
    String contentType() {
        return traits.type();
    }

    /** The whole of it, in one response. */
    Content whole() throws IOException {
        return memory == null ? new Content.FilePart(hold(), 0, file.size()) : memory;
    }

    /** The whole of it as long as it is not closed: the content holds no file. */
    Content ready() {
        return memory == null ? new Content.FilePart(Objects.requireNonNull(open), 0, file.size()) : memory;
    }

    /** The file, held once more; after it was closed, opened anew. */
    private OpenFile hold() throws IOException {
        return open != null && open.hold() ? open : new OpenFile(open(file));
    }

    /** Lets go of the file; those who are sending it go on. */
    void close() {
        try {
            if (open != null) {
                open.release();
            }
        } catch (IOException ignored) {
            return; // a file that was only read is closed whatever close says
        }
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
        OpenFile held = hold();
        List<Content> parts = new ArrayList<>();
        for (Ranges.ByteRange range : ranges) {
            if (!parts.isEmpty()) {
                held.hold();
            }
            parts.add(new Content.FilePart(held, range.first(), range.length()));
        }
        return parts;
    }
}
