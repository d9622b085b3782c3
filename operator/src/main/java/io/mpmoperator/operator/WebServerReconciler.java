package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Applied;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.metrics.WebServerMetrics;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.Planner;
import io.mpmoperator.operator.resources.DesiredObjects;
import io.mpmoperator.operator.status.Announcement;
import io.mpmoperator.operator.status.Observation;
import io.mpmoperator.operator.status.Observation.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the objects of a WebServer what they should be, whatever happened to them: it looks at what is, never at what the
 * event said, and looks again every minute, since an event can get lost.
 */
@ControllerConfiguration(
        name = "webserver",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 2, maxInterval = 30_000)
public class WebServerReconciler implements Reconciler<WebServer> {

    private static final Logger LOG = Logger.getLogger(WebServerReconciler.class);
    private static final Duration UNTIL_PROBLEMS_MAY_BE_GONE = Duration.ofSeconds(10);

    private final Planner planner;
    private final Applier applier;
    private final StatusWriter statusWriter;
    private final Announcer announcer;
    private final MeterRegistry meters;
    private final Clock clock;
    private @Nullable Children children;

    WebServerReconciler(
            Planner planner,
            Applier applier,
            StatusWriter statusWriter,
            Announcer announcer,
            MeterRegistry meters,
            Clock clock) {
        this.planner = planner;
        this.applier = applier;
        this.statusWriter = statusWriter;
        this.announcer = announcer;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, WebServer>> prepareEventSources(EventSourceContext<WebServer> context) {
        Children prepared = new Children(context);
        children = prepared;
        WebServerMetrics.register(meters, () -> context.getPrimaryCache().list(), clock);
        return prepared.eventSources();
    }

    @Override
    public UpdateControl<WebServer> reconcile(WebServer webServer, Context<WebServer> context) {
        Decision decision = planner.decide(webServer);
        boolean paused = webServer.getSpec() != null
                && Boolean.TRUE.equals(webServer.getSpec().paused());
        List<Problem> problems = new ArrayList<>();
        if (decision instanceof Decision.Accepted(PlannedServer server) && !paused) {
            applyAll(server, problems);
        }
        report(webServer, decision, paused, problems);
        UpdateControl<WebServer> done = UpdateControl.noUpdate();
        return problems.isEmpty() ? done : done.rescheduleAfter(UNTIL_PROBLEMS_MAY_BE_GONE);
    }

    /** Stops at the first object that cannot be applied: those after it need it. */
    private void applyAll(PlannedServer server, List<Problem> problems) {
        for (HasMetadata desired : DesiredObjects.of(server)) {
            apply(desired, server.identity(), problems);
            if (!problems.isEmpty()) {
                return;
            }
        }
    }

    private void apply(HasMetadata desired, Identity server, List<Problem> problems) {
        String object =
                "%s/%s".formatted(desired.getKind(), desired.getMetadata().getName());
        try {
            Applied applied = applier.apply(desired, known().find(desired.getClass(), server), server);
            switch (applied) {
                case Applied.Unchanged unchanged ->
                    LOG.debugf("event=unchanged webserver=%s object=%s", server, object);
                case Applied.Created created -> LOG.infof("event=created webserver=%s object=%s", server, object);
                case Applied.Updated updated -> LOG.infof("event=updated webserver=%s object=%s", server, object);
                case Applied.Foreign(String message) -> problems.add(new Problem("NameTaken", message));
                case Applied.Leaving(String message) -> problems.add(new Problem("NameTaken", message));
            }
        } catch (KubernetesClientException e) {
            String sentence = "%s: %s".formatted(object, Refusals.sentence(e));
            LOG.warnf("event=not-applied webserver=%s code=%d message=\"%s\"", server, e.getCode(), sentence);
            problems.add(new Problem("NotApplied", sentence));
        }
    }

    private void report(WebServer webServer, Decision decision, boolean paused, List<Problem> problems) {
        Identity server = Identity.of(webServer);
        Optional<Deployment> deployment =
                known().find(Deployment.class, server).filter(found -> Ownership.isOwnedBy(found, server));
        Observation observation =
                new Observation(webServer.getMetadata().getGeneration(), decision, paused, problems, deployment);
        statusWriter.write(webServer, observation).ifPresent(change -> {
            for (Announcement announcement : Announcement.of(change.before(), change.after())) {
                LOG.infof(
                        "event=%s webserver=%s warning=%s message=\"%s\"",
                        announcement.reason(), server, announcement.warning(), announcement.message());
                announcer.announce(webServer, announcement);
            }
        });
    }

    private Children known() {
        return Objects.requireNonNull(children, "the event sources are prepared before anything is reconciled");
    }
}
