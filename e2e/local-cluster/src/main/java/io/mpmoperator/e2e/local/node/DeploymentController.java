package io.mpmoperator.e2e.local.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.e2e.local.node.Rollout.PodView;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;

/** Takes Deployments one step further: creates and deletes pods as {@link Rollout} says, and writes the status. */
final class DeploymentController {

    static final String TEMPLATE_LABEL = "pod-template-hash";

    private static final ObjectMapper CANONICAL =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final PatchContext STATUS = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("local-deployment-controller")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Clock clock;
    private final String nodeName;

    DeploymentController(KubernetesClient client, Clock clock, String nodeName) {
        this.client = client;
        this.clock = clock;
        this.nodeName = nodeName;
    }

    void reconcile(Deployment deployment, List<Pod> allPods) {
        if (deployment.isMarkedForDeletion()) {
            return;
        }
        List<PodView> pods = allPods.stream()
                .filter(pod -> isOwnedBy(pod, deployment))
                .map(DeploymentController::view)
                .toList();
        Rollout rollout = rollout(deployment);
        for (Rollout.Step step : rollout.next(pods)) {
            switch (step) {
                case Rollout.Step.Create(int count) -> {
                    for (int created = 0; created < count; created++) {
                        client.resource(newPod(deployment, rollout.template())).create();
                    }
                }
                case Rollout.Step.Delete(String pod) ->
                    client.pods()
                            .inNamespace(deployment.getMetadata().getNamespace())
                            .withName(pod)
                            .delete();
            }
        }
        writeStatus(deployment, DeploymentStatuses.of(deployment, rollout, pods, clock.instant()));
    }

    private static boolean isOwnedBy(Pod pod, Deployment deployment) {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(
                        owner -> owner.getUid().equals(deployment.getMetadata().getUid()));
    }

    private static PodView view(Pod pod) {
        return new PodView(
                pod.getMetadata().getName(),
                pod.getMetadata().getLabels().getOrDefault(TEMPLATE_LABEL, ""),
                PodStatuses.isReady(pod),
                pod.isMarkedForDeletion(),
                Instant.parse(pod.getMetadata().getCreationTimestamp()));
    }

    static Rollout rollout(Deployment deployment) {
        int replicas = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
        return new Rollout(replicas, hash(deployment.getSpec().getTemplate()), strategy(deployment, replicas));
    }

    private static Rollout.Strategy strategy(Deployment deployment, int replicas) {
        DeploymentStrategy strategy = deployment.getSpec().getStrategy();
        if (strategy != null && "Recreate".equals(strategy.getType())) {
            return new Rollout.Strategy.Recreate();
        }
        var rolling = Optional.ofNullable(strategy).map(DeploymentStrategy::getRollingUpdate);
        IntOrString quarter = new IntOrString("25%");
        int surge = resolve(rolling.map(update -> update.getMaxSurge()).orElse(quarter), replicas, true);
        int unavailable =
                resolve(rolling.map(update -> update.getMaxUnavailable()).orElse(quarter), replicas, false);
        return new Rollout.Strategy.RollingUpdate(surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    /** A number, or a percentage of the replicas: Kubernetes rounds the surge up and the unavailable down. */
    private static int resolve(IntOrString value, int replicas, boolean roundUp) {
        if (value.getStrVal() == null) {
            return value.getIntVal();
        }
        int percent = Integer.parseInt(value.getStrVal().replace("%", ""));
        return (replicas * percent + (roundUp ? 99 : 0)) / 100;
    }

    /** Equal for templates that say the same, whatever the order of their maps. */
    static String hash(PodTemplateSpec template) {
        CRC32 crc = new CRC32();
        Object tree = CANONICAL.convertValue(template, Object.class);
        crc.update(CANONICAL.valueToTree(tree).toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }

    private Pod newPod(Deployment deployment, String template) {
        String suffix = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        PodTemplateSpec spec = deployment.getSpec().getTemplate();
        return new PodBuilder()
                .withMetadata(spec.getMetadata())
                .editOrNewMetadata()
                .withName("%s-%s-%s".formatted(deployment.getMetadata().getName(), template, suffix))
                .withNamespace(deployment.getMetadata().getNamespace())
                .addToLabels(TEMPLATE_LABEL, template)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(deployment.getApiVersion())
                        .withKind(deployment.getKind())
                        .withName(deployment.getMetadata().getName())
                        .withUid(deployment.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withSpec(spec.getSpec())
                .editSpec()
                .withNodeName(nodeName)
                .endSpec()
                .build();
    }

    private void writeStatus(Deployment deployment, DeploymentStatus status) {
        if (status.equals(deployment.getStatus())) {
            return;
        }
        Deployment sent = new DeploymentBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName())
                .withNamespace(deployment.getMetadata().getNamespace())
                .endMetadata()
                .withStatus(status)
                .build();
        client.resource(sent).subresource("status").patch(STATUS);
    }
}
