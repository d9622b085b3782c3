package io.mpmoperator.operator.pods;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a pod does not become ready by itself.
 *
 * @param reason Kubernetes' own word: ImagePullBackOff, CrashLoopBackOff, OOMKilled, Unschedulable
 * @param message a sentence that names the pod
 */
public record PodTrouble(String reason, String message) {

    private static final Set<String> USUAL_WAITS = Set.of("ContainerCreating", "PodInitializing");

    /** A server does not run with the configuration that it was given. */
    public static final String CONFIGURATION_REFUSED = "ConfigurationRefused";

    private static final String OOM_KILLED = "OOMKilled";

    /** The troubles of the pods, each reason once. */
    public static List<PodTrouble> of(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> of(pod).stream())
                .collect(
                        Collectors.toMap(PodTrouble::reason, trouble -> trouble, (first, other) -> first, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    private static Optional<PodTrouble> of(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null || pod.isMarkedForDeletion()) {
            return Optional.empty();
        }
        Stream<PodTrouble> unscheduled = status.getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> unschedulable(pod, condition));
        Stream<PodTrouble> stopped = Stream.concat(
                        status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .filter(container -> !Boolean.TRUE.equals(container.getReady()))
                .flatMap(container -> of(pod, container).stream());
        return Stream.concat(unscheduled, stopped).findFirst();
    }

    private static PodTrouble unschedulable(Pod pod, PodCondition condition) {
        return new PodTrouble(
                Objects.requireNonNullElse(condition.getReason(), "Unschedulable"),
                sentence(pod, "is not scheduled", condition.getMessage()));
    }

    private static Optional<PodTrouble> of(Pod pod, ContainerStatus container) {
        ContainerState now = Objects.requireNonNullElseGet(container.getState(), ContainerState::new);
        ContainerState before = Objects.requireNonNullElseGet(container.getLastState(), ContainerState::new);
        Optional<ContainerStateTerminated> ended = Stream.of(now, before)
                .flatMap(state -> Stream.ofNullable(state.getTerminated()))
                .findFirst();
        ContainerStateWaiting waiting = now.getWaiting();
        Optional<String> refused = ended.filter(end -> PodLayout.CONTAINER.equals(container.getName()))
                .flatMap(TerminationMessage::configurationRefused);
        if (refused.isPresent()) {
            return Optional.of(
                    new PodTrouble(CONFIGURATION_REFUSED, sentence(pod, "refuses the configuration", refused.get())));
        }
        if (ended.isPresent() && OOM_KILLED.equals(ended.get().getReason())) {
            return Optional.of(new PodTrouble(OOM_KILLED, oomKilled(pod, container)));
        }
        if (waiting != null && waiting.getReason() != null && !USUAL_WAITS.contains(waiting.getReason())) {
            return Optional.of(new PodTrouble(
                    waiting.getReason(), sentence(pod, "waits with " + waiting.getReason(), detail(waiting, ended))));
        }
        return Optional.empty();
    }

    private static String oomKilled(Pod pod, ContainerStatus container) {
        return "pod %s: container %s was killed for using more memory than its limit, restarted %d times"
                .formatted(pod.getMetadata().getName(), container.getName(), container.getRestartCount());
    }

    private static String detail(ContainerStateWaiting waiting, Optional<ContainerStateTerminated> ended) {
        return ended.map(PodTrouble::ended).orElseGet(() -> Objects.requireNonNullElse(waiting.getMessage(), ""));
    }

    private static String ended(ContainerStateTerminated end) {
        String code = "it ended with exit code " + end.getExitCode();
        return TerminationMessage.why(end)
                .map(line -> code + ", saying: " + line)
                .orElse(code);
    }

    private static String sentence(Pod pod, String what, String detail) {
        String name = pod.getMetadata().getName();
        return detail == null || detail.isEmpty()
                ? "pod %s %s".formatted(name, what)
                : "pod %s %s: %s".formatted(name, what, detail);
    }
}
