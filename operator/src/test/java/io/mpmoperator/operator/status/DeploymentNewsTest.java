package io.mpmoperator.operator.status;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeploymentNewsTest {

    private final Deployment before = new DeploymentBuilder()
            .withNewMetadata()
            .withName("shop")
            .withUid("uid-1")
            .withGeneration(2L)
            .withResourceVersion("7")
            .addToLabels("a", "b")
            .endMetadata()
            .withNewSpec()
            .withReplicas(2)
            .endSpec()
            .withNewStatus()
            .withObservedGeneration(2L)
            .withReplicas(2)
            .withUpdatedReplicas(2)
            .withReadyReplicas(1)
            .endStatus()
            .build();

    private boolean isNews(UnaryOperator<DeploymentBuilder> change) {
        return DeploymentNews.isAny(
                before, change.apply(new DeploymentBuilder(before)).build());
    }

    @Test
    void theCountOfRevisionsIsNone() {
        assertFalse(isNews(deployment -> deployment
                .editMetadata()
                .withResourceVersion("8")
                .addToAnnotations("deployment.kubernetes.io/revision", "3")
                .endMetadata()));
    }

    @Test
    void aConditionWhoseTimeWasRenewedIsNone() {
        assertFalse(isNews(deployment -> deployment
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withReason("ReplicaSetUpdated")
                .endCondition()
                .endStatus()));
    }

    @Test
    void aPodThatBecameReadyIsSome() {
        assertTrue(isNews(
                deployment -> deployment.editStatus().withReadyReplicas(2).endStatus()));
    }

    @Test
    void aRolloutThatIsStuckIsSome() {
        assertTrue(isNews(deployment -> deployment
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withReason("ProgressDeadlineExceeded")
                .withMessage("has timed out progressing")
                .endCondition()
                .endStatus()));
    }

    @Test
    void whatSomebodyWritesOnItIsSome() {
        assertTrue(isNews(
                deployment -> deployment.editMetadata().withGeneration(3L).endMetadata()));
        assertTrue(isNews(
                deployment -> deployment.editMetadata().removeFromLabels("a").endMetadata()));
        assertTrue(isNews(deployment ->
                deployment.editMetadata().addToAnnotations("who", "me").endMetadata()));
        assertTrue(isNews(deployment -> deployment
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()));
    }

    @Test
    void everyChangeOfAnotherKindIsSome() {
        assertTrue(DeploymentNews.isAny(new ConfigMap(), new ConfigMap()));
    }
}
