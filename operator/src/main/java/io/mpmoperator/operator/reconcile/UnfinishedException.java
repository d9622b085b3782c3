package io.mpmoperator.operator.reconcile;

/**
 * Not all could be applied, for a reason that may be gone the next moment: makes the SDK try again soon, and ever later. What
 * was refused is logged and in the status by then.
 */
final class UnfinishedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfinishedException() {
        super("not all could be applied", null, false, false);
    }
}
