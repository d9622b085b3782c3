package io.mpmoperator.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.pods.PodHealth;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.resources.Reference;
import java.util.List;
import java.util.Optional;

/**
 * All that a status is made from.
 *
 * @param generation the generation of the spec that was decided on
 * @param paused whether nothing was applied because the spec says so
 * @param problems what could not be applied
 * @param resizing how far pods are that are being changed in place, a sentence
 * @param troubles why pods do not become ready
 * @param health what the management ports of pods say that somebody should know
 * @param deployment the server's Deployment, where there is one that is its own
 * @param overruled the fields of the spec's own pod template that the operator derives itself, as paths
 */
public record Observation(
        long generation,
        Decision decision,
        boolean paused,
        List<Problem> problems,
        Optional<String> resizing,
        List<PodTrouble> troubles,
        PodHealth health,
        Optional<Deployment> deployment,
        List<String> overruled) {

    /** Whether pods are not what and where they should be, so that it is worth asking them why. */
    public static boolean isUnsettled(Optional<Deployment> deployment) {
        return deployment.isPresent() && !Rollout.of(deployment.get()).complete();
    }

    /** Whether there are pods to ask. */
    public static boolean hasPods(Optional<Deployment> deployment) {
        return deployment.filter(found -> Rollout.of(found).pods() > 0).isPresent();
    }

    /**
     * An object that could not be applied.
     *
     * @param reason a word for programs
     * @param message a sentence that names the object
     */
    public record Problem(String reason, String message) {

        static final String REFERENCE_MISSING = "ReferenceMissing";

        /**
         * An object without which pods do not start is not there.
         *
         * @param kept whether there may be pods from before, which stay as they are
         */
        public static Problem missing(Reference reference, boolean kept) {
            String sentence = "%s is referred to, and is not there".formatted(reference);
            return new Problem(
                    REFERENCE_MISSING, kept ? sentence + ": the pods are left as they are until it is" : sentence);
        }
    }
}
