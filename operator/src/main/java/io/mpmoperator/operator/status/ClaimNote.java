package io.mpmoperator.operator.status;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.mpmoperator.api.v1alpha1.AutoscalingSpec;
import io.mpmoperator.api.v1alpha1.RolloutSpec;
import io.mpmoperator.operator.plan.Claim;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.resources.Deployments;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the access modes of a claim mean for the pods that mount it.
 *
 * @param blocks whether pods cannot be replaced, or not all can start, wherever they run
 * @param message a sentence that names the claim and a remedy
 */
public record ClaimNote(boolean blocks, String message) {

    private static final String REMEDY = "take spec.rollout.type Recreate";

    /** All that is worth saying of a server's claims. */
    public static List<ClaimNote> of(PlannedServer server) {
        return server.claims().stream()
                .flatMap(claim -> Stream.of(ofPods(server, claim), ofRollout(server, claim)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ClaimNote> ofPods(PlannedServer server, Claim claim) {
        int pods = pods(server);
        if (pods < 2) {
            return Optional.empty();
        }
        if (claim.isOfOnePod()) {
            return Optional.of(new ClaimNote(
                    true,
                    "PersistentVolumeClaim %s is ReadWriteOncePod: of %d pods one alone can start, ask for one, or give a claim that more may mount"
                            .formatted(claim.name(), pods)));
        }
        return claim.isOfOneNode()
                ? Optional.of(new ClaimNote(
                        false,
                        "PersistentVolumeClaim %s is ReadWriteOnce: of %d pods those on one node alone can start, keep them on one, or give a claim that more may mount"
                                .formatted(claim.name(), pods)))
                : Optional.empty();
    }

    private static Optional<ClaimNote> ofRollout(PlannedServer server, Claim claim) {
        if (endsOldPodsFirst(server)) {
            return Optional.empty();
        }
        if (claim.isOfOnePod()) {
            return Optional.of(new ClaimNote(
                    true,
                    "PersistentVolumeClaim %s is ReadWriteOncePod: pods cannot be replaced, for a new one waits for the old one to end, which waits for the new one: %s"
                            .formatted(claim.name(), REMEDY)));
        }
        return claim.isOfOneNode()
                ? Optional.of(new ClaimNote(
                        false,
                        "PersistentVolumeClaim %s is ReadWriteOnce: a new pod that comes to another node waits for the old one to end, which waits for the new one: %s, or keep the pods on one node"
                                .formatted(claim.name(), REMEDY)))
                : Optional.empty();
    }

    /** Whether an old pod goes before a new one must be ready. */
    private static boolean endsOldPodsFirst(PlannedServer server) {
        RolloutSpec rollout = server.spec().rollout();
        if (rollout == null) {
            return false;
        }
        IntOrString unavailable = rollout.maxUnavailable();
        return RolloutSpec.RECREATE.equals(rollout.type())
                || (unavailable != null && resolved(unavailable, pods(server)) > 0)
                || isNone(rollout.maxSurge());
    }

    private static boolean isNone(@Nullable IntOrString surge) {
        return surge != null && resolved(surge, 1000) == 0;
    }

    /** A share is rounded down, as Kubernetes does it for pods that may be missing. */
    private static int resolved(IntOrString amount, int pods) {
        return amount.getStrVal() == null
                ? Objects.requireNonNullElse(amount.getIntVal(), 0)
                : pods * Integer.parseInt(amount.getStrVal().replace("%", "")) / 100;
    }

    private static int pods(PlannedServer server) {
        AutoscalingSpec autoscaling = server.spec().autoscaling();
        return autoscaling == null
                ? Objects.requireNonNullElse(server.spec().replicas(), Deployments.DEFAULT_REPLICAS)
                : autoscaling.maxReplicas();
    }
}
