package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.log.LogLine;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.pods.PodMetrics;
import io.mpmoperator.operator.pods.PodMetricsReader;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.resources.CertificateNotes;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.operator.resources.ServerLabels;
import io.mpmoperator.operator.status.Observation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Lets running pods take up a renewed certificate. Their servers see the new files by themselves; a kubelet brings them to a
 * pod at once when an annotation of it changes. The pods are replaced only when they do not take it up.
 */
public final class CertificateRenewal {

    private static final Logger LOG = Logger.getLogger(CertificateRenewal.class);

    private final KubernetesClient client;
    private final PodMetricsReader reader;
    private final Clock clock;

    public CertificateRenewal(KubernetesClient client, PodMetricsReader reader, Clock clock) {
        this.client = client;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param another what the pod template is to name, so that the pods are replaced; none where it stays as it is
     * @param why why they are replaced, a sentence
     * @param trouble what a pod said that cannot use the certificate
     */
    public record Result(Optional<String> another, Optional<String> why, Optional<PodTrouble> trouble) {

        /** Nothing is to be done but to name that hash. */
        public static Result of(Optional<String> hash) {
            return new Result(hash, Optional.empty(), Optional.empty());
        }

        private static final Result NOTHING = of(Optional.empty());

        /** What the pod template is to name, where the Deployment is that one. */
        public Optional<String> hash(Optional<Deployment> live) {
            return another.or(() -> live.flatMap(CertificateRenewal::named));
        }
    }

    /** Does what can be done now, where the server has pods and none of them is being replaced. */
    public Result attempt(PlannedServer server, Optional<Deployment> live, Optional<String> sha256) {
        if (live.isEmpty() || sha256.isEmpty() || Observation.isUnsettled(live)) {
            return Result.NOTHING;
        }
        return attempt(server, live.get(), sha256.get());
    }

    private static Optional<String> named(Deployment live) {
        return Optional.ofNullable(live.getSpec().getTemplate().getMetadata())
                .map(metadata -> metadata.getAnnotations())
                .map(annotations -> annotations.get(PodTemplates.CERTIFICATE_HASH));
    }

    private Result attempt(PlannedServer server, Deployment live, String sha256) {
        CertificateNotes notes = CertificateNotes.of(live);
        boolean changed = notes.known().filter(known -> !known.equals(sha256)).isPresent();
        List<Pod> pods = changed ? pods(server) : List.of();
        List<PodMetrics> said = reader.readAll(pods);
        return switch (Renewal.of(sha256, notes, pods.size(), said, clock.instant())) {
            case Renewal.None none -> Result.NOTHING;
            case Renewal.Await await -> Result.NOTHING;
            case Renewal.Known(boolean renewed) -> {
                if (renewed) {
                    LOG.info(LogLine.of("certificate-renewed")
                            .with("webserver", server.identity())
                            .with("sha256", sha256));
                }
                patch(live, CertificateNotes.known(sha256));
                yield Result.NOTHING;
            }
            case Renewal.Tell tell -> {
                patch(live, CertificateNotes.awaited(sha256, clock.instant()));
                pods.forEach(pod -> patch(
                        pod, Map.of("metadata", Map.of("annotations", Map.of(PodTemplates.CERTIFICATE_HASH, sha256)))));
                yield Result.NOTHING;
            }
            case Renewal.Refused(String why) ->
                new Result(Optional.empty(), Optional.empty(), Optional.of(new PodTrouble("CertificateRefused", why)));
            case Renewal.Roll(String why) ->
                new Result(
                        Optional.of(sha256),
                        Optional.of(why).filter(sentence -> !named(live).equals(Optional.of(sha256))),
                        Optional.empty());
        };
    }

    private List<Pod> pods(PlannedServer server) {
        return client
                .pods()
                .inNamespace(server.identity().namespace())
                .withLabels(ServerLabels.selector(server.identity()))
                .list()
                .getItems()
                .stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .toList();
    }

    private void patch(HasMetadata object, Map<String, Object> change) {
        client.resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(Applier.FIELD_MANAGER)
                                .build(),
                        Json.canonical(change));
    }
}
