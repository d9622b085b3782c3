package io.mpmoperator.redirect;

import io.mpmoperator.expression.TextExpression;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Substitution;
import java.util.List;
import java.util.Optional;

/** One {@code Redirect}, {@code RedirectPermanent}, {@code RedirectTemp} or {@code RedirectMatch}. */
public sealed interface RedirectRule {

    /** 3xx, or the status with which the request ends. */
    int status();

    /** Everything at and below a path; the target is empty where the status is no redirect. */
    record Prefix(String path, int status, String target) implements RedirectRule {}

    /** What a pattern finds in the path; the target is empty where the status is no redirect. */
    record Match(ApachePattern pattern, int status, Optional<Substitution> target) implements RedirectRule {}

    /** Every path of the {@code <Location>} it is in. */
    record Everything(int status, Optional<TextExpression> target) implements RedirectRule {}

    /**
     * Reads the arguments of {@code Redirect}.
     *
     * @throws IllegalArgumentException for anything Apache refuses
     */
    static RedirectRule redirect(List<String> arguments) {
        return redirect(arguments, false);
    }

    /**
     * Reads the arguments of {@code Redirect}, which need no path in a {@code <Location>}.
     *
     * @throws IllegalArgumentException for anything Apache refuses
     */
    static RedirectRule redirect(List<String> arguments, boolean inLocation) {
        StatusAndRest parsed = StatusAndRest.of(arguments);
        boolean withoutPath = parsed.rest().size() == (parsed.isRedirect() ? 1 : 0);
        if (inLocation && withoutPath) {
            return new Everything(
                    parsed.status(), parsed.rest().stream().findFirst().map(TextExpression::parse));
        }
        parsed.requireTarget();
        String target = parsed.target().orElse("");
        if (parsed.isRedirect() && !target.startsWith("/") && !isUrl(target)) {
            throw new IllegalArgumentException(
                    "'" + target + "' is no URL: a whole URL, or a path that begins with /, is accepted");
        }
        return new Prefix(parsed.rest().getFirst(), parsed.status(), target);
    }

    /**
     * Reads the arguments of {@code RedirectMatch}.
     *
     * @throws IllegalArgumentException for anything Apache refuses
     */
    static RedirectRule redirectMatch(List<String> arguments) {
        StatusAndRest parsed = StatusAndRest.of(arguments);
        parsed.requireTarget();
        return new Match(
                ApachePattern.compile(parsed.rest().getFirst()),
                parsed.status(),
                parsed.target().map(Substitution::parse));
    }

    /** Whether a text begins with a scheme. */
    static boolean isUrl(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && text.substring(0, colon)
                        .chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
    }
}
