package io.mpmoperator.pattern;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of a configuration, in PCRE's syntax and with Apache's defaults: {@code .} matches a line feed too, and
 * {@code $} matches at the end alone. It is found anywhere in a subject unless it is anchored.
 */
public final class ApachePattern {

    /** Steps that a match may take where {@code RegexStepLimit} does not say another number. */
    public static final int DEFAULT_STEP_LIMIT = 100_000;

    private final String text;
    private final Set<PatternOption> options;
    private final Pattern pattern;
    private final Prefilter prefilter;
    private final Map<String, Integer> names;

    private ApachePattern(String text, Set<PatternOption> options, PcreTranslator translated, Pattern pattern) {
        this.text = text;
        this.options = options;
        this.pattern = pattern;
        this.prefilter = translated.prefilter();
        this.names = translated.names();
    }

    /**
     * Reads a pattern with Apache's default options.
     *
     * @throws IllegalArgumentException for what is no pattern, and for what {@code java.util.regex} cannot do as PCRE does
     */
    public static ApachePattern compile(String text) {
        return compile(text, Set.of());
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException for what is no pattern, and for what {@code java.util.regex} cannot do as PCRE does
     */
    public static ApachePattern compile(String text, Set<PatternOption> options) {
        PcreTranslator translated = PcreTranslator.translate(text, options);
        try {
            return new ApachePattern(
                    text, Set.copyOf(options), translated, Pattern.compile(translated.text(), flags(options)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no regular expression: " + e.getDescription() + "; PCRE's syntax is accepted",
                    e);
        }
    }

    private static int flags(Set<PatternOption> options) {
        int flags = Pattern.UNIX_LINES;
        flags |= options.contains(PatternOption.IGNORE_CASE) ? Pattern.CASE_INSENSITIVE : 0;
        flags |= options.contains(PatternOption.MULTILINE) ? Pattern.MULTILINE : 0;
        flags |= options.contains(PatternOption.DOT_EXCLUDES_NEWLINE) ? 0 : Pattern.DOTALL;
        return flags;
    }

    /** Whether the pattern is found in a subject, within the default number of steps. */
    public boolean matches(String subject) {
        return match(subject, DEFAULT_STEP_LIMIT) != null;
    }

    /** The groups of the first match, within the default number of steps; null where there is no match. */
    public @Nullable Captures match(String subject) {
        return match(subject, DEFAULT_STEP_LIMIT);
    }

    /**
     * The groups of the first match; null where there is none.
     *
     * @throws StepLimitException when the match takes more steps than {@code stepLimit}
     */
    public @Nullable Captures match(String subject, int stepLimit) {
        return prefilter.mayMatch(subject) ? match(subject, 0, stepLimit) : null;
    }

    /** The groups of the first match that begins at or after {@code from}; null where there is none. */
    public @Nullable Captures match(String subject, int from, int stepLimit) {
        CountedText counted = new CountedText(subject, text, stepLimit);
        try {
            Matcher matcher = pattern.matcher(counted);
            return matcher.find(from) ? Captures.of(subject, matcher) : null;
        } catch (StackOverflowError e) {
            throw counted.exceeded();
        }
    }

    /** The literal text that each subject begins and ends with that can match. */
    public Anchor anchor() {
        return prefilter.anchor();
    }

    /** The numbers of the groups that have names. */
    public Map<String, Integer> names() {
        return names;
    }

    /** The pattern as it was written. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApachePattern that && text.equals(that.text) && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
