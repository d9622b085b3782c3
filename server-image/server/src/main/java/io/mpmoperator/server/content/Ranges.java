package io.mpmoperator.server.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Range field asks for (RFC 9110, section 14). */
sealed interface Ranges {

    /**
     * Ranges in one request, as written. Each becomes a part with a head of about a hundred bytes in memory: more would
     * make a small request expensive, and no reader of a file needs them.
     */
    int MOST = 64;

    /** The field is not understood or abusive: it is ignored, the whole representation is sent. */
    record Whole() implements Ranges {}

    /** No range touches the representation: 416. */
    record Unsatisfiable() implements Ranges {}

    /** These parts, in the order of the request; none overlaps or touches another. */
    record Parts(List<ByteRange> ranges) implements Ranges {}

    /**
     * Bytes of a representation.
     *
     * @param first position of the first
     * @param last position of the last, itself included
     */
    record ByteRange(long first, long last) {

        /** How many bytes. */
        long length() {
            return last - first + 1;
        }

        /** The value of Content-Range. */
        String contentRange(long completeLength) {
            return "bytes " + first + "-" + last + "/" + completeLength;
        }

        private boolean touches(ByteRange other) {
            return first <= other.last + 1 && other.first <= last + 1;
        }

        private ByteRange and(ByteRange other) {
            return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /**
     * Reads a Range field. Ranges that overlap or touch are joined, at the place of the first of them.
     *
     * @param length of the representation, in bytes
     */
    static Ranges parse(String field, long length) {
        String[] unitAndSet = field.split("=", 2);
        if (unitAndSet.length < 2 || !unitAndSet[0].equalsIgnoreCase("bytes")) {
            return new Whole();
        }
        String[] specs = unitAndSet[1].split(",", MOST + 1);
        if (specs.length > MOST) {
            return new Whole();
        }
        List<ByteRange> ranges = new ArrayList<>();
        boolean any = false;
        for (String spec : specs) {
            if (spec.isBlank()) {
                continue;
            }
            Matcher matcher = Spec.PATTERN.matcher(spec.strip());
            if (!matcher.matches()) {
                return new Whole();
            }
            Optional<Spec> read = Spec.of(matcher.group(1), matcher.group(2));
            if (read.isEmpty() || read.get().wholeOfNothing(length)) {
                return new Whole();
            }
            any = true;
            read.get().within(length).ifPresent(range -> join(ranges, range));
        }
        if (!any) {
            return new Whole();
        }
        return ranges.isEmpty() ? new Unsatisfiable() : new Parts(List.copyOf(ranges));
    }

    private static void join(List<ByteRange> ranges, ByteRange next) {
        ByteRange joined = next;
        int place = ranges.size();
        for (int i = ranges.size() - 1; i >= 0; i--) {
            if (ranges.get(i).touches(joined)) {
                joined = joined.and(ranges.remove(i));
                place = Math.min(place, i);
                i = ranges.size();
            }
        }
        ranges.add(place, joined);
    }

    /**
     * A range as written.
     *
     * @param first -1 for a suffix
     * @param last of a suffix, its length
     */
    record Spec(long first, long last) {

        private static final Pattern PATTERN = Pattern.compile("([0-9]*)-([0-9]*)");

        private static Optional<Spec> of(String first, String last) {
            if (first.isEmpty() && last.isEmpty()) {
                return Optional.empty();
            }
            Spec spec = new Spec(
                    first.isEmpty() ? -1 : position(first), last.isEmpty() ? Long.MAX_VALUE - 1 : position(last));
            return spec.first > spec.last ? Optional.empty() : Optional.of(spec);
        }

        private static long position(String digits) {
            try {
                return Math.min(Long.parseLong(digits), Long.MAX_VALUE - 1);
            } catch (NumberFormatException e) {
                return Long.MAX_VALUE - 1;
            }
        }

        /** A suffix of an empty representation is satisfiable, but no Content-Range can say so. */
        private boolean wholeOfNothing(long length) {
            return length == 0 && first < 0 && last > 0;
        }

        private Optional<ByteRange> within(long length) {
            long from = first < 0 ? Math.max(0, length - last) : first;
            long to = first < 0 ? length - 1 : Math.min(last, length - 1);
            return from > to ? Optional.empty() : Optional.of(new ByteRange(from, to));
        }
    }
}
