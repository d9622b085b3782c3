package io.mpmoperator.server.content;

import io.mpmoperator.server.http.PlainHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients say in Accept-Encoding, by its bytes: there are few values of it, and each is taken apart once. Safe for use by
 * several threads.
 */
final class AcceptedCodings {

    /** Browsers have fewer between them; one that comes later is taken apart each time. */
    private static final int MOST = 16;

    private volatile Value[] known = {};

    /**
     * A value, and what is chosen by it.
     *
     * @param choices by the codings that there are, as bits; null where the client refuses them all
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Value(byte[] text, @Nullable ContentCoding[] choices) {

        static Value of(String text) {
            ContentCoding[] all = ContentCoding.values();
            @Nullable ContentCoding[] choices = new @Nullable ContentCoding[1 << all.length];
            for (int bits = 0; bits < choices.length; bits++) {
                Set<ContentCoding> available = EnumSet.noneOf(ContentCoding.class);
                for (ContentCoding coding : all) {
                    if ((bits & coding.bit()) != 0) {
                        available.add(coding);
                    }
                }
                choices[bits] = ContentCoding.choose(List.of(text), available).orElse(null);
            }
            return new Value(text.getBytes(StandardCharsets.ISO_8859_1), choices);
        }
    }

    /**
     * Chooses for a request.
     *
     * @param available the codings that there are, as {@link ContentCoding#bit bits}
     * @return null where the client refuses them all
     */
    @Nullable
    ContentCoding choose(PlainHead head, int available) {
        if (!head.hasAcceptEncoding()) {
            return ContentCoding.IDENTITY;
        }
        for (Value value : known) {
            if (head.isAcceptEncoding(value.text)) {
                return value.choices[available];
            }
        }
        return learn(String.valueOf(head.acceptEncoding())).choices[available];
    }

    private synchronized Value learn(String text) {
        Value value = Value.of(text);
        if (known.length < MOST) {
            Value[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = value;
            known = more;
        }
        return value;
    }
}
