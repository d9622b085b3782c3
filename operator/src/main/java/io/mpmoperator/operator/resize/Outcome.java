package io.mpmoperator.operator.resize;

/** How far a change is that may be made in place. */
public sealed interface Outcome {

    /**
     * The Deployment is to be applied: the pods roll where its template changed.
     *
     * @param why why that is so although it could have been done in place, a sentence; empty where it could not
     * @param begun whether it was tried, so that traces have to be removed
     */
    record Roll(String why, boolean begun) implements Outcome {}

    /** Nothing is to be done in place. */
    Outcome ROLL_AS_USUAL = new Roll("", false);

    /**
     * Pods are being changed; the Deployment must not be touched yet.
     *
     * @param message how far it is, a sentence
     */
    record Underway(String message) implements Outcome {}

    /** Every pod is changed, and the ReplicaSet too: the paused Deployment can be applied, and then let go. */
    record Changed() implements Outcome {}
}
