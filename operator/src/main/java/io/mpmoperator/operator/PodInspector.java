package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.pods.Load;
import io.mpmoperator.operator.pods.LoadReader;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.resources.ServerLabels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the pods of a server: while they are on their way, what keeps them; afterwards, now and then, how busy they are. */
final class PodInspector {

    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(14);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final LoadReader reader;
    private final Clock clock;
    private final boolean readsLoads;
    private final Map<Identity, Reading> readings = new ConcurrentHashMap<>();

    PodInspector(KubernetesClient client, LoadReader reader, Clock clock, boolean readsLoads) {
        this.client = client;
        this.reader = reader;
        this.clock = clock;
        this.readsLoads = readsLoads;
    }

    private record Reading(Instant at, List<Load> before, List<Load> now) {

        static final Reading NONE = new Reading(Instant.EPOCH, List.of(), List.of());

        Reading followedBy(Instant later, List<Load> loads) {
            return new Reading(later, now, loads);
        }
    }

    /**
     * What the pods say.
     *
     * @param saturated pods whose workers were all busy in the last two readings
     * @param killed pods that lost child processes to signals since the reading before
     */
    record Findings(List<PodTrouble> troubles, List<String> saturated, List<String> killed) {

        static final Findings NONE = new Findings(List.of(), List.of(), List.of());
    }

    /** Why pods do not become ready. */
    Findings inspectUnsettled(Identity server) {
        return new Findings(PodTrouble.of(pods(server)), List.of(), List.of());
    }

    /** How busy the pods are; they are asked again only after a while. */
    Findings inspectSettled(Identity server) {
        if (!readsLoads) {
            return Findings.NONE;
        }
        Instant now = clock.instant();
        Reading last = readings.getOrDefault(server, Reading.NONE);
        boolean due = Duration.between(last.at(), now).compareTo(BETWEEN_READINGS) > 0;
        Reading reading = due ? last.followedBy(now, reader.readSome(pods(server))) : last;
        readings.put(server, reading);
        readings.values().removeIf(old -> Duration.between(old.at(), now).compareTo(FORGOTTEN_AFTER) > 0);
        return new Findings(List.of(), saturated(reading), due ? killed(reading) : List.of());
    }

    private static List<String> saturated(Reading reading) {
        return reading.now().stream()
                .filter(Load::saturated)
                .filter(load -> before(reading, load).filter(Load::saturated).isPresent())
                .map(Load::pod)
                .sorted()
                .toList();
    }

    private static List<String> killed(Reading reading) {
        return reading.now().stream()
                .filter(load -> before(reading, load)
                        .filter(earlier -> earlier.killed() < load.killed())
                        .isPresent())
                .map(Load::pod)
                .toList();
    }

    private static Optional<Load> before(Reading reading, Load load) {
        return reading.before().stream()
                .filter(other -> other.pod().equals(load.pod()))
                .findFirst();
    }

    private List<Pod> pods(Identity server) {
        return client.pods()
                .inNamespace(server.namespace())
                .withLabels(ServerLabels.selector(server))
                .list()
                .getItems();
    }
}
