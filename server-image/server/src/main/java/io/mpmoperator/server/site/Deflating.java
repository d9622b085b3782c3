package io.mpmoperator.server.site;

import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.compression.AcceptedGzip;
import io.mpmoperator.server.compression.Compressing;
import io.mpmoperator.server.compression.CompressionDecision;
import io.mpmoperator.server.compression.CompressionDecision.Candidate;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Response;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Compresses responses that are made for one request. */
record Deflating(Compressors compressors, Rules rules, RequestFacts facts, String acceptEncoding) {

    /** A response with its body in memory, compressed where rules say so and the client takes it. */
    Response of(Response response) {
        HttpFields fields = response.fields();
        Compressing how = how(fields);
        if (how == null
                || !(response.content() instanceof Content.Memory(byte[] bytes))
                || bytes.length < how.leastBytes()) {
            return response;
        }
        return switch (decide(response.status(), fields)) {
            case LEAVE -> response;
            case VARY -> with(response, varying(fields), response.content());
            case COMPRESS -> compressed(response, bytes, how);
        };
    }

    /**
     * The fields of a response whose body is written piece by piece.
     *
     * @param lent for its body; null where it is sent as it is
     */
    record Head(HttpFields fields, Compressors.@Nullable Lent lent) {}

    /**
     * What becomes of a response whose body is written piece by piece.
     *
     * @param length of its body, -1 when that is not known
     */
    Head head(int status, HttpFields fields, long length) {
        Compressing how = how(fields);
        if (how == null || (length >= 0 && length < how.leastBytes())) {
            return new Head(fields, null);
        }
        return switch (decide(status, fields)) {
            case LEAVE -> new Head(fields, null);
            case VARY -> new Head(varying(fields), null);
            case COMPRESS ->
                compressors
                        .lend(how.level())
                        .map(lent -> new Head(encoded(fields, how), lent))
                        .orElseGet(() -> new Head(varying(fields), null));
        };
    }

    /** How a response is compressed, if it is; null where it is not. */
    @Nullable
    Compressing how(HttpFields fields) {
        String type = fields.get(HttpHeader.CONTENT_TYPE);
        return type == null ? null : Filters.of("", type, rules, facts);
    }

    /** What is done with a response that passes the filter. */
    CompressionDecision decide(int status, HttpFields fields) {
        Candidate candidate = new Candidate(
                status,
                Optional.ofNullable(fields.get(HttpHeader.CONTENT_ENCODING)),
                fields.contains(HttpHeader.CONTENT_RANGE),
                false,
                false);
        return CompressionDecision.of(candidate, AcceptedGzip.in(acceptEncoding));
    }

    private Response compressed(Response response, byte[] bytes, Compressing how) {
        return compressors
                .lend(how.level())
                .map(lent -> {
                    try (lent) {
                        return with(response, encoded(response.fields(), how), new Content.Memory(lent.gzip(bytes)));
                    }
                })
                .orElseGet(() -> with(response, varying(response.fields()), response.content()));
    }

    private static Response with(Response response, HttpFields fields, Content content) {
        return new Response(response.status(), fields, content, response.close());
    }

    /** The fields of a response that another Accept-Encoding would have changed. */
    static HttpFields varying(HttpFields fields) {
        HttpFields.Mutable changed = HttpFields.build(fields);
        String vary = fields.get(HttpHeader.VARY);
        changed.put(HttpHeader.VARY, vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
        return changed.asImmutable();
    }

    /** The fields of a response that is compressed. */
    static HttpFields encoded(HttpFields fields, Compressing how) {
        HttpFields.Mutable changed = HttpFields.build(varying(fields));
        changed.put(HttpHeader.CONTENT_ENCODING, "gzip");
        changed.remove(HttpHeader.CONTENT_LENGTH);
        changed.remove(HttpHeader.ACCEPT_RANGES);
        changed.remove("Content-MD5");
        String etag = fields.get(HttpHeader.ETAG);
        changed.remove(HttpHeader.ETAG);
        if (etag != null) {
            how.etag().of(etag).ifPresent(tag -> changed.add(new HttpField(HttpHeader.ETAG, tag)));
        }
        return changed.asImmutable();
    }
}
