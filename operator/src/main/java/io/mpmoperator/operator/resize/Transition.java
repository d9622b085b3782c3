package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.mpmoperator.operator.resources.DeploymentNotes.Refused;

/** How a desired Deployment is reached from the one there is. */
public sealed interface Transition {

    /**
     * Its pods have the configuration and the memory already, or there is none.
     *
     * @param noted whether notes have to be removed
     */
    record Settled(boolean noted) implements Transition {}

    /**
     * Its pods are replaced.
     *
     * @param why why that is so although it could have been done in place, a sentence; empty where it could not
     * @param noted whether notes have to be removed
     */
    record Roll(String why, boolean noted) implements Transition {}

    /**
     * Its pods are changed.
     *
     * @param live the Deployment as it is
     * @param current the ReplicaSet that has all its pods
     */
    record InPlace(Deployment live, ReplicaSet current) implements Transition {}

    /**
     * Its pods keep what they have, because one of them refused what is desired.
     *
     * @param live the Deployment as it is
     */
    record Kept(Deployment live, Refused refused) implements Transition {}

    /**
     * Its pods keep what they have, because something is not there that new ones would not start without.
     *
     * @param live the Deployment as it is
     */
    record Held(Deployment live) implements Transition {}

    /** Nothing is to be done in place, and nothing is noted. */
    Transition SETTLED = new Settled(false);
}
