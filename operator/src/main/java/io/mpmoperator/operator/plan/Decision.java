package io.mpmoperator.operator.plan;

/** What becomes of a spec. */
public sealed interface Decision {

    /** It can run, and this is how. */
    record Accepted(PlannedServer server) implements Decision {}

    /**
     * It cannot run; what runs already is left alone.
     *
     * @param reason a word for programs
     * @param message a sentence with the fields and the numbers
     */
    record Refused(String reason, String message) implements Decision {}
}
