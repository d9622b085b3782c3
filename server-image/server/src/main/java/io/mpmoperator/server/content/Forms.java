package io.mpmoperator.server.content;

import io.mpmoperator.server.compression.CompressedForms;
import io.mpmoperator.server.compression.Compressing;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.compression.GzipEncoder;
import io.mpmoperator.server.http.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The compressed forms of files: made when the first client that takes gzip asks for one, and kept while there is room. Those of
 * files that are too large to be kept are made each time, while they are sent. Safe for use by several threads.
 */
final class Forms {

    /** Bytes of a file above which its form is not kept. */
    private static final long LARGEST = 1 << 20;

    private final Compressors compressors;
    private final CompressedForms kept;

    Forms(Compressors compressors, long bytes) {
        this.compressors = compressors;
        this.kept = new CompressedForms(bytes);
    }

    /** A form, and whether others had to go for it. */
    record Made(Representation form, boolean othersGone) {}

    /** The form of a file that is kept; null where none is. */
    @Nullable
    Representation known(Resource resource) {
        Representation plain = resource.in(ContentCoding.IDENTITY);
        return kept.get(key(plain))
                .map(bytes -> plain.compressed(bytes, compressing(plain).etag()))
                .orElse(null);
    }

    /** Whether the form of a file is kept. */
    boolean has(Resource resource) {
        return kept.has(key(resource.in(ContentCoding.IDENTITY)));
    }

    /** Makes the form of a file that is not too large; empty where no compressor is free. One is made at a time. */
    synchronized Optional<Made> make(Resource resource) throws IOException {
        Representation already = known(resource);
        if (already != null) {
            return Optional.of(new Made(already, false));
        }
        Representation plain = resource.in(ContentCoding.IDENTITY);
        Compressing how = compressing(plain);
        Optional<Compressors.Lent> lent = compressors.lend(how.level());
        if (lent.isEmpty()) {
            return Optional.empty();
        }
        try (Compressors.Lent compressor = lent.get()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream((int) (64 + plain.size() / 3));
            OutputStream encoder = compressor.encoder(out);
            plain.copyTo(encoder);
            encoder.close();
            byte[] form = out.toByteArray();
            boolean othersGone = kept.put(key(plain), form);
            return Optional.of(new Made(plain.compressed(form, how.etag()), othersGone));
        }
    }

    /** Whether the form of a file is made each time. */
    boolean isMadeAnew(Resource resource) {
        return resource.in(ContentCoding.IDENTITY).size() > LARGEST;
    }

    /** What the form of a file would be, without its bytes: for the fields of its response. */
    Representation outline(Resource resource) {
        Representation plain = resource.in(ContentCoding.IDENTITY);
        return plain.compressed(new byte[0], compressing(plain).etag());
    }

    /** The form of a file, made while it is sent; empty where no compressor is free. */
    Optional<Content> anew(Resource resource) {
        Representation plain = resource.in(ContentCoding.IDENTITY);
        return compressors.lend(compressing(plain).level()).map(lent -> new Content.Written(new Anew(plain, lent)));
    }

    /** A form that is made while it is sent. */
    private record Anew(Representation plain, Compressors.Lent lent) implements Content.Writing {

        @Override
        public void to(OutputStream out) throws IOException {
            GzipEncoder encoder = lent.encoder(out);
            plain.copyTo(encoder);
            encoder.finish();
        }

        @Override
        public void release() {
            lent.close();
        }
    }

    private static Compressing compressing(Representation plain) {
        return Objects.requireNonNull(plain.traits().compressing(), "a file that is compressed");
    }

    private static CompressedForms.Key key(Representation plain) {
        String version = plain.tag().opaque() + compressing(plain).level();
        return new CompressedForms.Key(plain.file().path().toString(), version, ContentCoding.GZIP.token());
    }
}
