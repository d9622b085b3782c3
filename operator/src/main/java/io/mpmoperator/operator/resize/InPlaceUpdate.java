package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.pods.Load;
import io.mpmoperator.operator.pods.LoadReader;
import io.mpmoperator.operator.resources.DeploymentNotes;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.ServerLabels;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes the memory and the configuration of running pods, and then what they were made from.
 *
 * <p>A Deployment replaces its pods when its template changes. It does so because no ReplicaSet has the new template; so
 * when the pods are as they should be, the Deployment is paused, its ReplicaSet is given the new template, then the
 * Deployment the same one, and it goes on: it finds a ReplicaSet that has its template, and all its pods. In the end every
 * object says what is so, and a pod that is added later is like the others. Before each step the controllers must have seen
 * the one before (observedGeneration), or they would roll after all.
 *
 * <p>Nothing is remembered here. An annotation on the Deployment says that pods may differ from it and since when, so that
 * another operator can go on, or give up in favour of a roll when it takes too long.
 */
public final class InPlaceUpdate {

    private static final Logger LOG = Logger.getLogger(InPlaceUpdate.class);
    private static final Set<Integer> REFUSALS = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_FORBIDDEN,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_UNSUPPORTED_TYPE,
            422);

    private final KubernetesClient client;
    private final LoadReader loads;
    private final Clock clock;
    private final Support support;

    /**
     * An update of pods.
     *
     * @param clock tells other operators when an update was begun
     * @param monotonic measures durations within this process
     */
    public InPlaceUpdate(KubernetesClient client, LoadReader loads, Clock clock, Clock monotonic) {
        this.client = client;
        this.loads = loads;
        this.clock = clock;
        this.support = new Support(client, monotonic);
    }

    /** Does what can be done now, where the desired Deployment differs from the one there is in nothing else. */
    public Outcome attempt(Deployment desired, @Nullable Deployment cached, PlannedServer server) {
        if (cached == null || !concerns(desired, cached) || !Ownership.isOwnedBy(cached, server.identity())) {
            return Outcome.ROLL_AS_USUAL;
        }
        Deployment live = client.resource(cached).get();
        if (live == null || !concerns(desired, live)) {
            return Outcome.ROLL_AS_USUAL;
        }
        DeploymentNotes notes = DeploymentNotes.of(live);
        boolean begun = notes.isBegun();
        if (!support.isThere() || (notes.paused() && !begun)) {
            return new Outcome.Roll("", begun);
        }
        try {
            return attempt(desired, live, server, begun);
        } catch (KubernetesClientException e) {
            if (!REFUSALS.contains(e.getCode())) {
                throw e;
            }
            return new Outcome.Roll(
                    Objects.requireNonNullElse(e.getMessage(), "the API server refuses to resize pods"), true);
        }
    }

    private Outcome attempt(Deployment desired, Deployment live, PlannedServer server, boolean begun) {
        Optional<ReplicaSet> current = onlyReplicaSet(live, server);
        if (current.isEmpty()
                || !Templates.differInMemoryAndConfigurationAlone(
                        current.get().getSpec().getTemplate(), desired.getSpec().getTemplate())) {
            return new Outcome.Roll("", begun);
        }
        Goal goal = Goal.of(desired.getSpec().getTemplate()).orElseThrow();
        if (DeploymentNotes.of(live)
                .since()
                .orElse(clock.instant())
                .plus(Batch.patience(server.lifecycle().drain()))
                .isBefore(clock.instant())) {
            return new Outcome.Roll(
                    "the pods did not take up their new size within %ds"
                            .formatted(
                                    Batch.patience(server.lifecycle().drain()).toSeconds()),
                    true);
        }
        if (!begun) {
            LOG.infof("event=resizing webserver=%s limit=%s", server.identity(), goal.limit());
            patch(live, DeploymentNotes.begin(clock.instant()));
        }
        List<Pod> pods = pods(current.get(), server);
        Map<Pod, PodStep> steps = steps(pods, goal);
        Optional<String> refusal = steps.values().stream()
                .flatMap(step -> step instanceof PodStep.Refused(String why)
                        ? Optional.of(why).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
        if (refusal.isPresent()) {
            return new Outcome.Roll(refusal.get(), true);
        }
        take(steps, goal);
        long done =
                steps.values().stream().filter(PodStep.Done.class::isInstance).count();
        return done < pods.size()
                ? new Outcome.Underway("%d of %d pods have been resized in place to %s and run their new configuration"
                        .formatted(done, pods.size(), goal.limit()))
                : paper(live, current.get(), goal);
    }

    /** Whether the Deployment's pods are being changed, or are to get another goal than its template has. */
    private static boolean concerns(Deployment desired, Deployment there) {
        Optional<Goal> goal = Goal.of(there.getSpec().getTemplate());
        return DeploymentNotes.of(there).isBegun()
                || (goal.isPresent() && !goal.equals(Goal.of(desired.getSpec().getTemplate())));
    }

    /** Takes back what an attempt leaves on the Deployment. */
    public void letGo(Deployment deployment) {
        Optional.ofNullable(client.resource(deployment).get())
                .ifPresent(live -> patch(live, DeploymentNotes.of(live).end()));
    }

    private Map<Pod, PodStep> steps(List<Pod> pods, Goal goal) {
        Map<String, Load> said = loads.readAll(pods).stream().collect(Collectors.toMap(Load::pod, Function.identity()));
        Map<Pod, PodStep> steps = new LinkedHashMap<>();
        for (Pod pod : pods) {
            steps.put(
                    pod,
                    PodStep.of(
                            pod,
                            goal,
                            Optional.ofNullable(said.get(pod.getMetadata().getName()))));
        }
        return steps;
    }

    private void take(Map<Pod, PodStep> steps, Goal goal) {
        long restarting = steps.values().stream()
                .filter(PodStep.Restarting.class::isInstance)
                .count();
        long mayRestart = Batch.size(steps.size()) - restarting;
        for (Map.Entry<Pod, PodStep> step : steps.entrySet()) {
            switch (step.getValue()) {
                case PodStep.GiveMemory give -> giveMemory(step.getKey(), goal);
                case PodStep.Announce announce -> {
                    if (mayRestart > 0) {
                        mayRestart--;
                        announce(step.getKey(), goal);
                    }
                }
                case PodStep.Done done -> {}
                case PodStep.Restarting restart -> {}
                case PodStep.Resizing resize -> {}
                case PodStep.Refused refused -> {}
            }
        }
    }

    private void giveMemory(Pod pod, Goal goal) {
        client.resource(pod)
                .subresource("resize")
                .patch(merge(PatchType.STRATEGIC_MERGE), Json.canonical(Map.of("spec", goal.memoryPatch())));
    }

    /** The kubelet looks at a pod whose annotation changed at once, and brings its mounted ConfigMap up to date. */
    private void announce(Pod pod, Goal goal) {
        client.resource(pod)
                .patch(merge(PatchType.STRATEGIC_MERGE), Json.canonical(Map.of("metadata", goal.announcementPatch())));
    }

    private Outcome paper(Deployment live, ReplicaSet current, Goal goal) {
        if (!DeploymentNotes.of(live).paused()) {
            patch(live, DeploymentNotes.pause());
            return new Outcome.Underway("every pod has been resized in place to %s".formatted(goal.limit()));
        }
        boolean sameTemplate = Goal.of(current.getSpec().getTemplate()).equals(Optional.of(goal));
        if (isSeen(live) && !sameTemplate) {
            client.resource(current)
                    .patch(
                            merge(PatchType.STRATEGIC_MERGE),
                            Json.canonical(Map.of(
                                    "spec",
                                    Map.of(
                                            "template",
                                            Map.of(
                                                    "metadata",
                                                    goal.announcementPatch(),
                                                    "spec",
                                                    goal.memoryPatch())))));
        }
        return isSeen(live) && sameTemplate && isSeen(current)
                ? new Outcome.Changed()
                : new Outcome.Underway("every pod has been resized in place to %s".formatted(goal.limit()));
    }

    private static boolean isSeen(Deployment deployment) {
        return deployment.getStatus() != null
                && Objects.equals(
                        deployment.getStatus().getObservedGeneration(),
                        deployment.getMetadata().getGeneration());
    }

    private static boolean isSeen(ReplicaSet replicaSet) {
        return replicaSet.getStatus() != null
                && Objects.equals(
                        replicaSet.getStatus().getObservedGeneration(),
                        replicaSet.getMetadata().getGeneration());
    }

    /** The ReplicaSet that has all the pods; none while a roll is on its way. */
    private Optional<ReplicaSet> onlyReplicaSet(Deployment live, PlannedServer server) {
        List<ReplicaSet> withPods = client
                .apps()
                .replicaSets()
                .inNamespace(server.identity().namespace())
                .withLabels(ServerLabels.selector(server.identity()))
                .list()
                .getItems()
                .stream()
                .filter(replicaSet -> isPartOf(replicaSet, live))
                .filter(InPlaceUpdate::hasPods)
                .toList();
        return withPods.size() == 1 ? Optional.of(withPods.getFirst()) : Optional.empty();
    }

    private static boolean hasPods(ReplicaSet replicaSet) {
        return replicaSet.getSpec().getReplicas() > 0
                || (replicaSet.getStatus() != null && replicaSet.getStatus().getReplicas() > 0);
    }

    private List<Pod> pods(ReplicaSet replicaSet, PlannedServer server) {
        return client
                .pods()
                .inNamespace(server.identity().namespace())
                .withLabels(ServerLabels.selector(server.identity()))
                .list()
                .getItems()
                .stream()
                .filter(pod -> isPartOf(pod, replicaSet) && !pod.isMarkedForDeletion())
                .toList();
    }

    private static boolean isPartOf(HasMetadata part, HasMetadata whole) {
        return part.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(whole.getMetadata().getUid()));
    }

    private void patch(Deployment deployment, Map<String, Object> change) {
        client.resource(deployment).patch(merge(PatchType.JSON_MERGE), Json.canonical(change));
    }

    private static PatchContext merge(PatchType type) {
        return new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(Applier.FIELD_MANAGER)
                .build();
    }
}
