package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.pods.PodHealth;
import io.mpmoperator.operator.pods.PodMetricsHistory;
import io.mpmoperator.operator.pods.PodMetricsReader;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.resources.ServerLabels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the pods of a server: while they are on their way, what keeps them; afterwards, now and then, how busy they are. */
final class PodInspector {

    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(14);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final PodMetricsReader reader;
    private final Clock clock;
    private final boolean readsMetrics;
    private final Map<Identity, PodMetricsHistory> histories = new ConcurrentHashMap<>();

    PodInspector(KubernetesClient client, PodMetricsReader reader, Clock clock, boolean readsMetrics) {
        this.client = client;
        this.reader = reader;
        this.clock = clock;
        this.readsMetrics = readsMetrics;
    }

    /**
     * What the pods say.
     *
     * @param busy whether it is worth asking them again soon
     */
    record Findings(List<PodTrouble> troubles, PodHealth health, boolean busy) {

        static final Findings NONE = new Findings(List.of(), PodHealth.NONE, false);
    }

    /** Why pods do not become ready. */
    Findings inspectUnsettled(Identity server) {
        return new Findings(PodTrouble.of(pods(server)), PodHealth.NONE, false);
    }

    /** How busy the pods are; they are asked again only after a while. */
    Findings inspectSettled(Identity server) {
        if (!readsMetrics) {
            return Findings.NONE;
        }
        Instant now = clock.instant();
        PodMetricsHistory last = histories.getOrDefault(server, PodMetricsHistory.NONE);
        boolean due = Duration.between(last.at(), now).compareTo(BETWEEN_READINGS) > 0;
        PodMetricsHistory history = due ? last.followedBy(now, reader.readSome(pods(server))) : last;
        histories.put(server, history);
        histories.values().removeIf(old -> Duration.between(old.at(), now).compareTo(FORGOTTEN_AFTER) > 0);
        return new Findings(List.of(), history.health(), history.isBusy());
    }

    private List<Pod> pods(Identity server) {
        return client.pods()
                .inNamespace(server.namespace())
                .withLabels(ServerLabels.selector(server))
                .list()
                .getItems();
    }
}
