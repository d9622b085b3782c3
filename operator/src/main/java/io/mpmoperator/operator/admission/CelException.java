package io.mpmoperator.operator.admission;

/** A rule that cannot be read, or cannot be evaluated for a value. */
final class CelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CelException(String message) {
        super(message);
    }
}
