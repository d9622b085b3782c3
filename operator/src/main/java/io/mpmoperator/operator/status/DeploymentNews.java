package io.mpmoperator.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a Deployment matter. Its controller writes it several times in every rollout: it counts revisions in an
 * annotation, and renews the times of conditions that are not read here.
 */
public final class DeploymentNews {

    private static final String CONTROLLERS_OWN = "deployment.kubernetes.io/";

    private DeploymentNews() {}

    /** Whether a status, or what is to be done, can follow from the change; of any other object, every change matters. */
    public static boolean isAny(HasMetadata before, HasMetadata after) {
        return !(before instanceof Deployment known && after instanceof Deployment now)
                || !Rollout.of(known).equals(Rollout.of(now))
                || !sameMetadata(known.getMetadata(), now.getMetadata());
    }

    private static boolean sameMetadata(ObjectMeta before, ObjectMeta after) {
        return Objects.equals(before.getUid(), after.getUid())
                && Objects.equals(before.getGeneration(), after.getGeneration())
                && Objects.equals(before.getDeletionTimestamp(), after.getDeletionTimestamp())
                && Objects.equals(before.getLabels(), after.getLabels())
                && Objects.equals(before.getOwnerReferences(), after.getOwnerReferences())
                && annotations(before).equals(annotations(after));
    }

    private static Map<String, String> annotations(ObjectMeta metadata) {
        @Nullable Map<String, String> all = metadata.getAnnotations();
        Map<String, String> others = all == null ? new HashMap<>() : new HashMap<>(all);
        others.keySet().removeIf(name -> name.startsWith(CONTROLLERS_OWN));
        return others;
    }
}
