package io.mpmoperator.e2e.local.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Deployment's next steps towards its replicas and its pod template, as a pure function of the pods that are there.
 *
 * @param replicas how many pods of the current template there shall be
 * @param template the hash of the current pod template
 * @param strategy how pods of earlier templates are replaced
 */
record Rollout(int replicas, String template, Strategy strategy) {

    /** How pods of earlier templates are replaced. */
    sealed interface Strategy {
        /**
         * New pods first, old ones go as new ones become ready.
         *
         * @param maxSurge how many pods there may be beyond the replicas
         * @param maxUnavailable how many of the replicas may be missing meanwhile
         */
        record RollingUpdate(int maxSurge, int maxUnavailable) implements Strategy {}

        /** All old pods go before the first new one comes. */
        record Recreate() implements Strategy {}
    }

    /**
     * A pod as the rollout sees it.
     *
     * @param template the hash of the template that it was made from
     * @param leaving true once its deletion was asked for
     */
    record PodView(String name, String template, boolean ready, boolean leaving, Instant created) {}

    /** Something to do now. */
    sealed interface Step {
        record Create(int count) implements Step {}

        record Delete(String pod) implements Step {}
    }

    /** Pods that are missed least go first: those not ready, then the youngest. */
    private static final Comparator<PodView> LEAST_MISSED =
            Comparator.comparing(PodView::ready).thenComparing(PodView::created, Comparator.reverseOrder());

    List<Step> next(List<PodView> pods) {
        List<PodView> present = pods.stream().filter(pod -> !pod.leaving()).toList();
        List<PodView> current = present.stream().filter(this::isCurrent).toList();
        List<PodView> old = present.stream().filter(pod -> !isCurrent(pod)).toList();
        return switch (strategy) {
            case Strategy.RollingUpdate(int maxSurge, int maxUnavailable) ->
                roll(current, old, maxSurge, replicas - maxUnavailable);
            case Strategy.Recreate() -> recreate(pods, current, old);
        };
    }

    private boolean isCurrent(PodView pod) {
        return pod.template().equals(template);
    }

    private List<Step> roll(List<PodView> current, List<PodView> old, int maxSurge, int minAvailable) {
        List<Step> steps = new ArrayList<>(surplus(current));
        int room = replicas + maxSurge - current.size() - old.size();
        create(steps, Math.min(replicas - current.size(), room));

        int currentNotReady = (int) current.stream().filter(pod -> !pod.ready()).count();
        int dispensable = current.size() + old.size() - minAvailable - currentNotReady;
        List<PodView> broken = old.stream()
                .filter(pod -> !pod.ready())
                .limit(Math.max(0, dispensable))
                .toList();
        broken.forEach(pod -> steps.add(new Step.Delete(pod.name())));

        int ready = (int) Stream.concat(current.stream(), old.stream())
                .filter(PodView::ready)
                .count();
        old.stream()
                .filter(PodView::ready)
                .sorted(LEAST_MISSED)
                .limit(Math.max(0, ready - minAvailable))
                .forEach(pod -> steps.add(new Step.Delete(pod.name())));
        return List.copyOf(steps);
    }

    private List<Step> recreate(List<PodView> all, List<PodView> current, List<PodView> old) {
        List<Step> steps = new ArrayList<>(surplus(current));
        old.forEach(pod -> steps.add(new Step.Delete(pod.name())));
        if (all.stream().allMatch(this::isCurrent)) {
            create(steps, replicas - current.size());
        }
        return List.copyOf(steps);
    }

    private List<Step> surplus(List<PodView> current) {
        return current.stream()
                .sorted(LEAST_MISSED)
                .limit(Math.max(0, current.size() - replicas))
                .<Step>map(pod -> new Step.Delete(pod.name()))
                .toList();
    }

    private static void create(List<Step> steps, int count) {
        if (count > 0) {
            steps.add(new Step.Create(count));
        }
    }
}
