package io.mpmoperator.operator.cli;

/** A command line or a file that its user can mend, with the sentence that says how. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
