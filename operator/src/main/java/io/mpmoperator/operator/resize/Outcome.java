package io.mpmoperator.operator.resize;

/** How far a change is that is made in place. */
public sealed interface Outcome {

    /**
     * It cannot be done: the pods are to be replaced.
     *
     * @param why a sentence
     */
    record Roll(String why) implements Outcome {}

    /**
     * Pods are being changed; the Deployment's template must not be touched yet.
     *
     * @param message how far it is, a sentence
     */
    record Underway(String message) implements Outcome {}

    /** Every pod is changed, and the ReplicaSet too: the paused Deployment can be applied, and then let go. */
    record Changed() implements Outcome {}

    /**
     * A pod refused the configuration: all keep what they have.
     *
     * @param why what it said, a sentence
     * @param underway whether pods are still being given back what they had
     */
    record Refused(String why, boolean underway) implements Outcome {}
}
