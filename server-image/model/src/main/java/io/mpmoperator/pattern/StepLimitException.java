package io.mpmoperator.pattern;

/** A match that was given up, because it took more steps than are allowed: {@code RegexStepLimit}. */
public final class StepLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepLimitException(String pattern, int limit) {
        super("the pattern '" + pattern + "' takes more than " + limit
                + " steps: a pattern that backtracks less, or a larger RegexStepLimit, is accepted");
    }
}
