package io.mpmoperator.operator.admission;

/** An expression that has no value for an object, with the reason. */
final class EvaluationException extends Exception {

    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(message);
    }
}
