package io.mpmoperator.server.content;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Conditional requests (RFC 9110, section 13), for methods that only read. */
final class Preconditions {

    /** Whether a request is to be performed. */
    enum Verdict {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    private Preconditions() {}

    /**
     * Evaluates If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since in their order of precedence (RFC
     * 9110, section 13.2.2). A date that is none, or given twice, is ignored.
     *
     * @param tag of the selected representation
     * @param modified of the selected representation, in whole seconds
     */
    static Verdict evaluate(HttpFields fields, EntityTag tag, Instant modified) {
        List<String> ifMatch = FieldValues.of(fields, HttpHeader.IF_MATCH);
        if (!ifMatch.isEmpty()) {
            if (!matches(ifMatch, tag::matchesStrongly)) {
                return Verdict.FAILED;
            }
        } else if (date(fields, HttpHeader.IF_UNMODIFIED_SINCE)
                .filter(modified::isAfter)
                .isPresent()) {
            return Verdict.FAILED;
        }
        List<String> ifNoneMatch = FieldValues.of(fields, HttpHeader.IF_NONE_MATCH);
        if (!ifNoneMatch.isEmpty()) {
            return matches(ifNoneMatch, tag::matchesWeakly) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
        }
        Optional<Instant> since = date(fields, HttpHeader.IF_MODIFIED_SINCE);
        return since.filter(date -> !modified.isAfter(date)).isPresent() ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
    }

    /**
     * Whether Range is to be honoured (RFC 9110, section 13.1.5): there is no If-Range, or it names exactly this
     * representation. A date does so only when it is too old for a second change within its second.
     */
    static boolean rangeApplies(HttpFields fields, EntityTag tag, Instant modified, Instant now) {
        List<String> ifRange = FieldValues.of(fields, HttpHeader.IF_RANGE);
        if (ifRange.isEmpty()) {
            return true;
        }
        List<EntityTag> tags = EntityTag.parse(ifRange.getFirst());
        if (!tags.isEmpty()) {
            return ifRange.size() == 1 && tags.size() == 1 && tag.matchesStrongly(tags.getFirst());
        }
        return date(fields, HttpHeader.IF_RANGE)
                .filter(date -> date.equals(modified)
                        && !modified.plus(Duration.ofSeconds(1)).isAfter(now))
                .isPresent();
    }

    private static boolean matches(List<String> values, Predicate<EntityTag> comparison) {
        return values.stream()
                .anyMatch(value -> value.strip().equals("*")
                        || EntityTag.parse(value).stream().anyMatch(comparison));
    }

    private static Optional<Instant> date(HttpFields fields, HttpHeader header) {
        List<String> values = FieldValues.of(fields, header);
        if (values.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(HttpDateTime.parse(values.getFirst()).toInstant());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
