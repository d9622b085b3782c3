package io.mpmoperator.server.content;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How a representation is encoded (RFC 9110, section 8.4.1); those a client likes equally are preferred in this order. */
enum ContentCoding {
    BROTLI("br", ".br", 1),
    GZIP("gzip", ".gz", 2),
    IDENTITY("identity", "", 4);

    private static final Pattern WEIGHT = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
    private static final int UNMENTIONED = -1;

    private final String token;
    private final String suffix;

    @SuppressWarnings("ImmutableEnumChecker") // its elements are never written
    private final byte[] suffixBytes;

    private final int bit;

    ContentCoding(String token, String suffix, int bit) {
        this.token = token;
        this.suffix = suffix;
        this.suffixBytes = suffix.getBytes(StandardCharsets.US_ASCII);
        this.bit = bit;
    }

    /** The name in Content-Encoding and Accept-Encoding. */
    String token() {
        return token;
    }

    /** What the name of a file that is encoded so ends with. */
    String suffix() {
        return suffix;
    }

    /** The same as the system takes it, never to be written to. */
    byte[] suffixBytes() {
        return suffixBytes;
    }

    /** It alone as a set of codings, in which each is a bit. */
    int bit() {
        return bit;
    }

    /**
     * Chooses among what there is (RFC 9110, section 12.5.3). Identity needs no mention to be acceptable, and is the
     * last choice then.
     *
     * @param acceptEncoding the values of all Accept-Encoding fields; empty when there is none
     * @return empty when the client refuses all of them
     */
    static Optional<ContentCoding> choose(List<String> acceptEncoding, Set<ContentCoding> available) {
        if (acceptEncoding.isEmpty()) {
            return Optional.of(IDENTITY);
        }
        String accepted = String.join(",", acceptEncoding).toLowerCase(Locale.ROOT);
        ContentCoding best = null;
        int bestWeight = 0;
        for (ContentCoding coding : values()) {
            int weight = available.contains(coding) ? coding.weight(accepted) : 0;
            if (weight > bestWeight) {
                best = coding;
                bestWeight = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What the client thinks of this coding: 0 refused, 1 tolerated without mention, to 1001 liked best. */
    private int weight(String accepted) {
        int named = UNMENTIONED;
        int others = UNMENTIONED;
        for (String element : accepted.split(",", -1)) {
            int semicolon = element.indexOf(';');
            String name = (semicolon < 0 ? element : element.substring(0, semicolon)).strip();
            int weight = semicolon < 0 ? 1000 : thousandths(element.substring(semicolon + 1));
            if (name.equals(token) || name.equals("x-" + token)) {
                named = Math.max(named, weight);
            } else if (name.equals("*")) {
                others = Math.max(others, weight);
            }
        }
        int weight = named == UNMENTIONED ? others : named;
        if (weight == UNMENTIONED) {
            return this == IDENTITY ? 1 : 0;
        }
        return weight == 0 ? 0 : weight + 1;
    }

    /** Reads {@code q=0.123} (RFC 9110, section 12.4.2); what is not a weight counts as a refusal. */
    private static int thousandths(String parameter) {
        String weight = parameter.strip();
        if (!WEIGHT.matcher(weight).matches()) {
            return 0;
        }
        String digits = weight.substring(2).replace(".", "");
        return Integer.parseInt((digits + "000").substring(0, 4));
    }
}
