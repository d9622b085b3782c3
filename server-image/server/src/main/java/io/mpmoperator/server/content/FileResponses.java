package io.mpmoperator.server.content;

import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The response to a GET or HEAD request for a file that exists. */
final class FileResponses {

    private FileResponses() {}

    /** The same as {@link #to(Request, Resource, Instant, Supplier)}, with a boundary of random numbers. */
    static Response to(Request request, Resource resource, Instant now) throws IOException {
        return to(request, resource, now, FileResponses::boundary);
    }

    private static String boundary() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    /**
     * Chooses the coding, evaluates the conditions, and cuts out the ranges.
     *
     * @param boundary makes one for multipart/byteranges, that occurs in no file
     * @throws IOException when the file cannot be opened, or has changed since it was found
     */
    static Response to(Request request, Resource resource, Instant now, Supplier<String> boundary) throws IOException {
        HttpFields fields = request.fields();
        Optional<ContentCoding> coding =
                ContentCoding.choose(FieldValues.of(fields, HttpHeader.ACCEPT_ENCODING), resource.codings());
        if (coding.isEmpty()) {
            return error(406, resource);
        }
        Representation selected = resource.in(coding.get());
        return switch (Preconditions.evaluate(
                fields, selected.tag(), selected.file().modifiedSecond())) {
            case FAILED -> failed(selected);
            case NOT_MODIFIED -> notModified(selected, resource.varies());
            case PROCEED -> send(selected, ranges(request, selected, now), boundary);
        };
    }

    private static Response send(Representation selected, Ranges ranges, Supplier<String> boundary) throws IOException {
        if (ranges instanceof Ranges.Parts(List<Ranges.ByteRange> parts)) {
            return partial(selected, parts, boundary);
        }
        return ranges instanceof Ranges.Unsatisfiable
                ? unsatisfiable(selected)
                : Response.of(200, selected.fields(), selected.whole());
    }

    private static Ranges ranges(Request request, Representation selected, Instant now) {
        List<String> range = FieldValues.of(request.fields(), HttpHeader.RANGE);
        boolean applies = !request.head()
                && range.size() == 1
                && Preconditions.rangeApplies(
                        request.fields(), selected.tag(), selected.file().modifiedSecond(), now);
        return applies ? Ranges.parse(range.getFirst(), selected.size()) : new Ranges.Whole();
    }

    private static Response error(int status, Resource resource) {
        return resource.varies() ? Response.error(status, Representation.VARY) : Response.error(status);
    }

    /** RFC 9110, section 15.4.5: what guides caches, as Apache, and nothing about a body that is not sent. */
    static Response notModified(Representation selected, boolean varies) {
        HttpFields.Mutable fields = HttpFields.build();
        fields.add(selected.lastModified());
        if (selected.traits().tagged()) {
            fields.add(new HttpField(HttpHeader.ETAG, selected.tag().asString()));
        }
        if (varies) {
            fields.add(Representation.VARY);
        }
        return Response.of(304, fields.asImmutable(), new Content.None());
    }

    /** As Apache: what is said of the file, and nothing of it. */
    private static Response failed(Representation selected) {
        return Response.of(412, selected.fields(), new Content.None());
    }

    private static Response unsatisfiable(Representation selected) {
        return Response.error(416, new HttpField(HttpHeader.CONTENT_RANGE, "bytes */" + selected.size()));
    }

    private static Response partial(Representation selected, List<Ranges.ByteRange> ranges, Supplier<String> boundaries)
            throws IOException {
        HttpFields.Mutable fields = HttpFields.build(selected.fields());
        List<Content> parts = selected.parts(ranges);
        long length = selected.size();
        if (parts.size() == 1) {
            fields.put(HttpHeader.CONTENT_RANGE, ranges.getFirst().contentRange(length));
            return Response.of(206, fields.asImmutable(), parts.getFirst());
        }
        String boundary = boundaries.get();
        List<Content> body = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            body.add(text((i == 0 ? "--" : "\r\n--") + boundary + "\r\nContent-Type: " + selected.contentType()
                    + "\r\nContent-Range: " + ranges.get(i).contentRange(length) + "\r\n\r\n"));
            body.add(parts.get(i));
        }
        body.add(text("\r\n--" + boundary + "--\r\n"));
        fields.put(HttpHeader.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
        return Response.of(206, fields.asImmutable(), new Content.Sequence(List.copyOf(body)));
    }

    private static Content text(String text) {
        return new Content.Memory(text.getBytes(StandardCharsets.US_ASCII));
    }
}
