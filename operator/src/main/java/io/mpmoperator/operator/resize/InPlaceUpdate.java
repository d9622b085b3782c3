package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.apply.Refusals;
import io.mpmoperator.operator.log.LogLine;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.pods.PodMetrics;
import io.mpmoperator.operator.pods.PodMetricsReader;
import io.mpmoperator.operator.resources.DeploymentNotes;
import io.mpmoperator.operator.resources.DeploymentNotes.Refused;
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

/**
 * Changes the memory and the configuration of running pods, and then what they were made from.
 *
 * <p>A Deployment replaces its pods when its template changes. It does so because no ReplicaSet has the new template; so
 * when the pods are as they should be, the Deployment is paused, its ReplicaSet is given the new template, then the
 * Deployment the same one, and it goes on: it finds a ReplicaSet that has its template, and all its pods. In the end every
 * object says what is so, and a pod that is added later is like the others. Before each step the controllers must have seen
 * the one before (observedGeneration), or they would roll after all.
 *
 * <p>One pod is changed before all others. When its server refuses the configuration, which it tries beside the one that it
 * has, the attempt ends: that pod is told of the configuration that it has, and no other ever heard of the new one.
 *
 * <p>Nothing is remembered here. Annotations on the Deployment say that pods may differ from it and since when, and which
 * configuration was refused, so that another operator can go on, or give up in favour of a roll when it takes too long.
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
    private final PodMetricsReader reader;
    private final Clock clock;
    private final Support support;

    /**
     * An update of pods.
     *
     * @param clock tells other operators when an update was begun
     * @param monotonic measures durations within this process
     */
    public InPlaceUpdate(KubernetesClient client, PodMetricsReader reader, Clock clock, Clock monotonic) {
        this.client = client;
        this.reader = reader;
        this.clock = clock;
        this.support = new Support(client, monotonic);
    }

    /** Looks for the transition to the desired Deployment; writes nothing. */
    public Transition look(Deployment desired, Deployment cached, PlannedServer server, long generation) {
        if (!concerns(desired, cached)) {
            return Transition.SETTLED;
        }
        Deployment live = client.resource(cached).get();
        if (live == null || !concerns(desired, live)) {
            return Transition.SETTLED;
        }
        DeploymentNotes notes = DeploymentNotes.of(live);
        try {
            return look(desired, live, notes, server, generation);
        } catch (KubernetesClientException e) {
            return new Transition.Roll(refusal(e), notes.isAny());
        }
    }

    private Transition look(
            Deployment desired, Deployment live, DeploymentNotes notes, PlannedServer server, long generation) {
        PodTemplateSpec template = desired.getSpec().getTemplate();
        Optional<Goal> goal = Goal.of(template);
        boolean there = goal.equals(Goal.of(live.getSpec().getTemplate()));
        if (there && !notes.isBegun()) {
            return new Transition.Settled(notes.isAny());
        }
        Optional<Refused> refused = notes.refused()
                .filter(known -> known.generation() == generation)
                .filter(known -> goal.map(Goal::configHash)
                        .filter(known.configHash()::equals)
                        .isPresent());
        if (refused.isPresent()
                && Templates.differInMemoryAndConfigurationAlone(live.getSpec().getTemplate(), template)) {
            return new Transition.Kept(live, refused.get());
        }
        if (!support.isThere() || (notes.paused() && !notes.isBegun())) {
            return new Transition.Roll("", notes.isAny());
        }
        return onlyReplicaSet(live, server)
                .filter(current -> Templates.differInMemoryAndConfigurationAlone(
                        current.getSpec().getTemplate(), template))
                .<Transition>map(current -> new Transition.InPlace(live, current))
                .orElseGet(() -> new Transition.Roll("", notes.isAny()));
    }

    /** Whether the Deployment's pods are being changed, refused a change, or are to get another goal than they have. */
    private static boolean concerns(Deployment desired, Deployment there) {
        Optional<Goal> goal = Goal.of(there.getSpec().getTemplate());
        return DeploymentNotes.of(there).isAny()
                || (goal.isPresent() && !goal.equals(Goal.of(desired.getSpec().getTemplate())));
    }

    /** Does what can be done now. The configuration must have been offered to the pods before. */
    public Outcome carryOn(Transition.InPlace transition, Deployment desired, PlannedServer server, long generation) {
        try {
            return attempt(transition, Goal.of(desired.getSpec().getTemplate()).orElseThrow(), server, generation);
        } catch (KubernetesClientException e) {
            return new Outcome.Roll(refusal(e));
        }
    }

    private Outcome attempt(Transition.InPlace transition, Goal goal, PlannedServer server, long generation) {
        DeploymentNotes notes = DeploymentNotes.of(transition.live());
        boolean begun = notes.isBegun() && notes.refused().isEmpty();
        if (begun && isLate(notes, server)) {
            return new Outcome.Roll("the pods did not take up their new configuration within %ds"
                    .formatted(Batch.patience(server.lifecycle().drain()).toSeconds()));
        }
        List<Pod> pods = pods(transition.current(), server);
        if (pods.stream().noneMatch(PodMetricsReader::isReady)) {
            return new Outcome.Roll("no pod is ready that could take up a configuration");
        }
        if (!begun) {
            LOG.info(LogLine.of("resizing").with("webserver", server.identity()).with("limit", goal.limit()));
            patch(transition.live(), DeploymentNotes.begin(clock.instant()));
        }
        Map<Pod, PodStep> steps = steps(pods, goal);
        Optional<String> refused = find(steps, PodStep.ConfigurationRefused.class, PodStep.ConfigurationRefused::why);
        if (refused.isPresent()) {
            return refuse(transition.live(), new Refused(goal.configHash(), generation, refused.get()), server);
        }
        Optional<String> impossible = find(steps, PodStep.Refused.class, PodStep.Refused::why);
        if (impossible.isPresent()) {
            return new Outcome.Roll(impossible.get());
        }
        take(steps, order(steps, goal).next(), goal);
        long done = done(steps);
        return done < pods.size()
                ? new Outcome.Underway("%d of %d pods run their new configuration in %s, changed in place"
                        .formatted(done, pods.size(), goal.limit()))
                : adopt(transition.live(), transition.current(), goal);
    }

    private Outcome refuse(Deployment live, Refused refused, PlannedServer server) {
        LOG.warn(LogLine.of("configuration-refused")
                .with("webserver", server.identity())
                .with("sha256", refused.configHash())
                .with("reason", refused.reason()));
        patch(live, DeploymentNotes.refuse(refused, clock.instant()));
        return new Outcome.Refused(refused.reason(), true);
    }

    /** Gives pods back what they had before one of them refused; the configuration must not be offered any more. */
    public Outcome.Refused giveBack(Transition.Kept transition, PlannedServer server) {
        DeploymentNotes notes = DeploymentNotes.of(transition.live());
        if (!notes.isBegun()) {
            return new Outcome.Refused(transition.refused().reason(), false);
        }
        boolean back = isLate(notes, server)
                || onlyReplicaSet(transition.live(), server)
                        .map(current -> isBack(current, server))
                        .orElse(true);
        if (back) {
            patch(transition.live(), notes.endButRefusal());
        }
        return new Outcome.Refused(transition.refused().reason(), !back);
    }

    private boolean isBack(ReplicaSet current, PlannedServer server) {
        Optional<Goal> before = Goal.of(current.getSpec().getTemplate());
        if (before.isEmpty()) {
            return true;
        }
        Map<Pod, PodStep> steps = steps(pods(current, server), before.get());
        take(steps, order(steps, before.get()).all(), before.get());
        return done(steps) == steps.size();
    }

    private boolean isLate(DeploymentNotes notes, PlannedServer server) {
        return notes.since()
                .map(since -> since.plus(Batch.patience(server.lifecycle().drain())))
                .filter(clock.instant()::isAfter)
                .isPresent();
    }

    private static <S extends PodStep> Optional<String> find(
            Map<Pod, PodStep> steps, Class<S> type, Function<S, String> why) {
        return steps.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(why)
                .findFirst();
    }

    private static long done(Map<Pod, PodStep> steps) {
        return steps.values().stream().filter(PodStep.Done.class::isInstance).count();
    }

    private static String refusal(KubernetesClientException e) {
        if (!REFUSALS.contains(e.getCode())) {
            throw e;
        }
        return Refusals.sentence(e);
    }

    /** Takes back what an attempt leaves on the Deployment. */
    public void letGo(Deployment deployment) {
        Optional.ofNullable(client.resource(deployment).get())
                .ifPresent(live -> patch(live, DeploymentNotes.of(live).end()));
    }

    private Map<Pod, PodStep> steps(List<Pod> pods, Goal goal) {
        Map<String, PodMetrics> said =
                reader.readAll(pods).stream().collect(Collectors.toMap(PodMetrics::pod, Function.identity()));
        Map<Pod, PodStep> steps = new LinkedHashMap<>();
        for (Pod pod : pods) {
            steps.put(pod, PodStep.of(pod, goal, Optional.ofNullable(said.get(name(pod)))));
        }
        return steps;
    }

    private static UpdateOrder order(Map<Pod, PodStep> steps, Goal goal) {
        return new UpdateOrder(steps.entrySet().stream()
                .map(entry -> new UpdateOrder.Member(
                        name(entry.getKey()),
                        entry.getValue(),
                        PodStep.isAnnounced(entry.getKey(), goal),
                        PodMetricsReader.isReady(entry.getKey())))
                .toList());
    }

    private void take(Map<Pod, PodStep> steps, List<UpdateOrder.Member> members, Goal goal) {
        Set<String> names = members.stream().map(UpdateOrder.Member::name).collect(Collectors.toSet());
        steps.forEach((pod, step) -> {
            if (names.contains(name(pod))) {
                take(pod, step, goal);
            }
        });
    }

    private void take(Pod pod, PodStep step, Goal goal) {
        switch (step) {
            case PodStep.GiveMemory give -> giveMemory(pod, goal);
            case PodStep.Announce announce -> announce(pod, goal);
            case PodStep.Done done -> {}
            case PodStep.Restarting restart -> {}
            case PodStep.Resizing resize -> {}
            case PodStep.ConfigurationRefused refused -> {}
            case PodStep.Refused refused -> {}
        }
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
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

    private Outcome adopt(Deployment live, ReplicaSet current, Goal goal) {
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
