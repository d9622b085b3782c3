package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
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
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.apply.Refusals;
import io.mpmoperator.operator.log.LogLine;
import io.mpmoperator.operator.metrics.WebServerMetrics;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.Planner;
import io.mpmoperator.operator.resize.CertificateRenewal;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import io.mpmoperator.operator.resources.Claims;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.OwnedKind;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.operator.resources.Reference;
import io.mpmoperator.operator.status.ClaimNote;
import io.mpmoperator.operator.status.Observation;
import io.mpmoperator.operator.status.Observation.Problem;
import io.mpmoperator.operator.status.WebServerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the objects of a WebServer what they should be, whatever happened to them: it looks at what is, never at what the
 * event said, and looks again every minute, since an event can get lost.
 */
@ControllerConfiguration(
        informer = @Informer(itemStore = SlimItemStore.class),
        name = "webserver",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 1.5, maxInterval = 30_000)
public class WebServerReconciler implements Reconciler<WebServer> {

    private static final Logger LOG = Logger.getLogger(WebServerReconciler.class);
    private static final Duration UNTIL_PROBLEMS_MAY_BE_GONE = Duration.ofSeconds(10);
    private static final Duration UNTIL_OTHERS_MAY_HAVE_CHANGED = Duration.ofSeconds(15);
    private static final Duration UNTIL_PODS_MAY_SAY_MORE = Duration.ofSeconds(5);

    /** The event of a change that came just before a write of ours may have been taken for that of the write. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private static final Duration UNTIL_PODS_ARE_RESIZED = Duration.ofMillis(500);

    private final Planner planner;
    private final Applier applier;
    private final Optional<InPlaceUpdate> inPlace;
    private final Optional<CertificateRenewal> renewal;
    private final ReferencedObjects referenced;
    private final StatusWriter statusWriter;
    private final EventRecorder recorder;
    private final PodInspector inspector;
    private final MeterRegistry meters;
    private final MonotonicClock clock;
    private @Nullable OwnedResources owned;

    WebServerReconciler(
            Planner planner,
            Applier applier,
            Optional<InPlaceUpdate> inPlace,
            Optional<CertificateRenewal> renewal,
            StatusWriter statusWriter,
            EventRecorder recorder,
            ReferencedObjects referenced,
            PodInspector inspector,
            MeterRegistry meters,
            MonotonicClock clock) {
        this.planner = planner;
        this.applier = applier;
        this.inPlace = inPlace;
        this.renewal = renewal;
        this.referenced = referenced;
        this.statusWriter = statusWriter;
        this.recorder = recorder;
        this.inspector = inspector;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, WebServer>> prepareEventSources(EventSourceContext<WebServer> context) {
        OwnedResources prepared = new OwnedResources(context, clock);
        owned = prepared;
        WebServerMetrics.register(meters, () -> context.getPrimaryCache().list(), planner::flavorOf, clock);
        return prepared.eventSources();
    }

    @Override
    public UpdateControl<WebServer> reconcile(WebServer webServer, Context<WebServer> context) {
        try {
            return look(webServer, context);
        } catch (KubernetesClientException e) {
            LOG.warn(LogLine.of("reconciliation-failed")
                    .with("webserver", Identity.of(webServer))
                    .with("code", e.getCode())
                    .with("reason", Refusals.sentence(e)));
            throw e;
        }
    }

    private UpdateControl<WebServer> look(WebServer webServer, Context<WebServer> context) {
        Decision planned = planner.decide(
                webServer, name -> referenced.configMap(webServer.getMetadata().getNamespace(), name));
        Optional<PodTemplates.Merged> pods = planned instanceof Decision.Accepted(PlannedServer server)
                ? Optional.of(PodTemplates.merged(server))
                : Optional.empty();
        Decision decision = withClaims(planned, pods);
        boolean paused = webServer.getSpec() != null
                && Boolean.TRUE.equals(webServer.getSpec().paused());
        ServerApplier.Result result = ServerApplier.Result.NOTHING_DONE;
        boolean refers = webServer.getSpec() != null && webServer.getSpec().configurationFrom() != null;
        if (decision instanceof Decision.Accepted(PlannedServer server) && pods.isPresent() && !paused) {
            PodTemplateSpec template = pods.get().template();
            refers |= !Reference.of(server, template).isEmpty()
                    || !Claims.of(template).isEmpty();
            result = apply(server, template, webServer.getMetadata().getGeneration(), context);
        }
        result.rolling().ifPresent(why -> recordEvent(webServer, WebServerEvent.rollingInstead(why)));
        UpdateControl<WebServer> reported = report(
                webServer,
                decision,
                pods.map(PodTemplates.Merged::overruled).orElse(List.of()),
                paused,
                result,
                refers,
                context);
        if (result.unfinished()) {
            throw new UnfinishedException();
        }
        return reported;
    }

    private ServerApplier.Result apply(
            PlannedServer server, PodTemplateSpec merged, long generation, Context<WebServer> context) {
        ReferencedObjects.Found found = referenced.read(server, merged);
        Existing known = Existing.known(known(), server.identity());
        Stream<Problem> missing = found.missing().stream()
                .map(reference -> Problem.missing(reference, known.deployment().isPresent()));
        Stream<Problem> claims = ClaimNote.of(server).stream()
                .filter(ClaimNote::blocks)
                .map(note -> new Problem("ClaimBlocksRollout", note.message()));
        CertificateRenewal.Result certificate = renewal.map(
                        update -> update.attempt(server, known.deployment(), found.certificate()))
                .orElseGet(() -> CertificateRenewal.Result.of(found.certificate()));
        PlannedServer complete = server.withContentHash(found.hash())
                .withHandlerCopy(found.jars().map(jars -> HandlerCopies.name(server.identity(), jars)));
        Handover first = first(complete, merged, certificate, known);
        Handover next = first.isDone()
                ? first
                : first(complete, merged, certificate, Existing.asked(context.getClient(), server.identity()));
        return new ServerApplier(applier, inPlace, known(), context)
                .apply(next, found, generation)
                .and(Stream.concat(missing, claims).toList(), certificate);
    }

    private static Handover first(
            PlannedServer server, PodTemplateSpec merged, CertificateRenewal.Result certificate, Existing existing) {
        return Handover.of(server.withCertificate(certificate.hash(existing.deployment())), merged, existing);
    }

    private Optional<Deployment> deployment(Identity server) {
        return known().find(OwnedKind.DEPLOYMENT, server)
                .filter(found -> Ownership.isTheirs(found, server))
                .map(Deployment.class::cast);
    }

    private Decision withClaims(Decision decision, Optional<PodTemplates.Merged> pods) {
        return decision instanceof Decision.Accepted(PlannedServer server) && pods.isPresent()
                ? new Decision.Accepted(server.withClaims(referenced.claims(
                        server.identity().namespace(), Claims.of(pods.get().template()))))
                : decision;
    }

    /** Writes the status, and says when to look again. */
    private UpdateControl<WebServer> report(
            WebServer webServer,
            Decision decision,
            List<String> overruled,
            boolean paused,
            ServerApplier.Result result,
            boolean refers,
            Context<WebServer> context) {
        Identity server = Identity.of(webServer);
        Optional<Deployment> deployment = deployment(server);
        boolean unsettled = Observation.isUnsettled(deployment);
        boolean pods = Observation.hasPods(deployment);
        PodInspector.Findings findings = pods ? inspect(server, unsettled) : PodInspector.Findings.NONE;
        Observation observation = new Observation(
                webServer.getMetadata().getGeneration(),
                decision,
                paused,
                result.problems(),
                result.resizing(),
                Stream.concat(result.troubles().stream(), findings.troubles().stream())
                        .toList(),
                findings.health(),
                deployment,
                overruled);
        Optional<StatusWriter.Change> change = statusWriter.write(
                webServer,
                observation,
                context.eventSourceRetriever().getControllerEventSource()::eventFilteringUpdateAndCacheResource);
        change.ifPresent(written ->
                WebServerEvent.of(written.before(), written.after()).forEach(event -> recordEvent(webServer, event)));
        if (change.filter(StatusWriter.Change::outdated).isPresent()) {
            return UpdateControl.<WebServer>noUpdate().rescheduleAfter(AT_ONCE);
        }
        if (result.soon()) {
            return UpdateControl.<WebServer>noUpdate().rescheduleAfter(UNTIL_PODS_ARE_RESIZED);
        }
        return lookAgain(unsettled && pods, !result.problems().isEmpty(), refers || unsettled || findings.busy());
    }

    private PodInspector.Findings inspect(Identity server, boolean unsettled) {
        return unsettled ? inspector.inspectUnsettled(server) : inspector.inspectSettled(server);
    }

    private void recordEvent(WebServer webServer, WebServerEvent event) {
        LOG.info(LogLine.of(event.reason())
                .with("webserver", Identity.of(webServer))
                .with("warning", event.warning())
                .with("message", event.message()));
        recorder.record(webServer, event);
    }

    private static UpdateControl<WebServer> lookAgain(boolean podsUnderway, boolean problems, boolean soon) {
        UpdateControl<WebServer> done = UpdateControl.noUpdate();
        if (podsUnderway) {
            return done.rescheduleAfter(UNTIL_PODS_MAY_SAY_MORE);
        }
        if (problems) {
            return done.rescheduleAfter(UNTIL_PROBLEMS_MAY_BE_GONE);
        }
        return soon ? done.rescheduleAfter(UNTIL_OTHERS_MAY_HAVE_CHANGED) : done;
    }

    private OwnedResources known() {
        return Objects.requireNonNull(owned, "the event sources are prepared before anything is reconciled");
    }
}
