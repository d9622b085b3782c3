package io.mpmoperator.operator.plan;

/** A spec that cannot be turned into a server, with the sentence that says why. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RefusedException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The word for programs that goes into the condition. */
    public String reason() {
        return reason;
    }
}
