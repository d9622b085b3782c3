package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.log.LogLine;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.status.WebServerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Records events on WebServers, for each of them at a limited rate. Events are for people: one that cannot be written is
 * logged and forgotten.
 */
final class EventRecorder {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String CONTROLLER = "mpm-operator.io/operator";
    private static final int LONGEST_NOTE = 1024;

    private static final int AT_ONCE = 20;
    private static final Duration ONE_MORE_AFTER = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Clock clock;
    private final RateLimit limit;
    private final String instance =
            Optional.ofNullable(System.getenv("HOSTNAME")).orElse("mpm-operator");

    EventRecorder(KubernetesClient client, Clock clock, MonotonicClock monotonic) {
        this.client = client;
        this.clock = clock;
        this.limit = new RateLimit(AT_ONCE, ONE_MORE_AFTER, monotonic);
    }

    void record(WebServer webServer, WebServerEvent event) {
        if (!limit.allows(webServer.getMetadata().getUid())) {
            LOG.debug(LogLine.of("event-not-written")
                    .with("reason", event.reason())
                    .with("limit", "rate"));
            return;
        }
        try {
            client.resource(event(webServer, event, clock.instant())).create();
        } catch (KubernetesClientException e) {
            LOG.warn(LogLine.of("event-not-written")
                    .with("webserver", Identity.of(webServer))
                    .with("reason", event.reason())
                    .with("code", e.getCode()));
        }
    }

    private Event event(WebServer webServer, WebServerEvent event, Instant now) {
        String note = event.message();
        return new EventBuilder()
                .withNewMetadata()
                .withName("%s.%x".formatted(webServer.getMetadata().getName(), nanos(now)))
                .withNamespace(webServer.getMetadata().getNamespace())
                .endMetadata()
                .withRegarding(reference(webServer))
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withType(event.warning() ? "Warning" : "Normal")
                .withReason(event.reason())
                .withAction("Reconcile")
                .withNote(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .build();
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000L
                + now.getNano()
                + Thread.currentThread().threadId();
    }

    private static ObjectReference reference(WebServer webServer) {
        return new ObjectReferenceBuilder()
                .withApiVersion(webServer.getApiVersion())
                .withKind(webServer.getKind())
                .withName(webServer.getMetadata().getName())
                .withNamespace(webServer.getMetadata().getNamespace())
                .withUid(webServer.getMetadata().getUid())
                .build();
    }
}
