package io.mpmoperator.server.content;

import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.SharedFields;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A file's responses to plain requests, in each of its codings, as long as the files are open. */
final class ReadyFile {

    private final Map<ContentCoding, Variant> variants = new EnumMap<>(ContentCoding.class);
    private int available;

    /** One coding of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Variant(byte[] tag, ReadyResponse whole, ReadyResponse notModified) {}

    /**
     * The responses with a file.
     *
     * @param shared the fields of others
     */
    ReadyFile(Resource resource, SharedFields shared) {
        this(resource, false, UnaryOperator.identity(), shared, null);
    }

    /**
     * The responses with a file, with something done to each before it is sent.
     *
     * @param compresses whether it is compressed for clients that take gzip, whose response may not be ready yet
     * @param shared the fields of others
     * @param account what is known of requests for it; null where their heads are all
     */
    ReadyFile(
            Resource resource,
            boolean compresses,
            UnaryOperator<Response> filter,
            SharedFields shared,
            @Nullable Account account) {
        available = compresses ? ContentCoding.GZIP.bit() : 0;
        for (ContentCoding coding : resource.codings()) {
            Representation representation = resource.in(coding);
            available |= coding.bit();
            ReadyResponse whole = ReadyResponse.of(
                    filter.apply(Response.of(200, representation.fields(), representation.ready())), shared, account);
            ReadyResponse notModified = ReadyResponse.of(
                    filter.apply(FileResponses.notModified(representation, resource.varies())), shared, account);
            if (whole.fits() && notModified.fits()) {
                byte[] tag = representation.tag().asString().getBytes(StandardCharsets.US_ASCII);
                variants.put(coding, new Variant(tag, whole, notModified));
            }
        }
    }

    /** The response to a request; null where that takes more than a look at it. */
    @Nullable
    ReadyResponse to(PlainHead head, AcceptedCodings accepted) {
        if (head.asksForMore()) {
            return null;
        }
        ContentCoding coding = accepted.choose(head, available);
        Variant variant = coding == null ? null : variants.get(coding);
        if (variant == null) {
            return null;
        }
        if (head.hasIfNoneMatch()) {
            return head.isIfNoneMatch(variant.tag) ? variant.notModified : null;
        }
        return head.hasIfModifiedSince() ? null : variant.whole;
    }
}
