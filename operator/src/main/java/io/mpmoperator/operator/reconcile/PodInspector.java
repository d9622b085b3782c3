package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.pods.LoadHistory;
import io.mpmoperator.operator.pods.LoadReader;
import io.mpmoperator.operator.pods.PodHealth;
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
    private final LoadReader reader;
    private final Clock clock;
    private final boolean readsLoads;
    private final Map<Identity, LoadHistory> histories = new ConcurrentHashMap<>();

    PodInspector(KubernetesClient client, LoadReader reader, Clock clock, boolean readsLoads) {
        this.client = client;
        this.reader = reader;
        this.clock = clock;
        this.readsLoads = readsLoads;
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
        if (!readsLoads) {
            return Findings.NONE;
        }
        Instant now = clock.instant();
        LoadHistory last = histories.getOrDefault(server, LoadHistory.NONE);
        boolean due = Duration.between(last.at(), now).compareTo(BETWEEN_READINGS) > 0;
        LoadHistory history = due ? last.followedBy(now, reader.readSome(pods(server))) : last;
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
