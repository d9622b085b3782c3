package io.mpmoperator.mpm;

/**
 * A number that is not in force as it was written.
 *
 * @param code what was changed, stable and in kebab-case: {@code max-request-workers-rounded-down}
 * @param message a sentence for people, with the numbers
 */
public record Adjustment(String code, String message) {}
