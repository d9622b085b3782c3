package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.config.OperatorConfig;
import io.mpmoperator.operator.pods.PodMetricsReader;
import io.mpmoperator.operator.resize.CertificateRenewal;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** What a reconciler is made of. */
final class Parts {

    @Produces
    @Singleton
    Applier applier(KubernetesClient client) {
        return new Applier(client);
    }

    /** Not where the pods' management ports cannot be read: it would not be known when a pod has taken up its configuration. */
    @Produces
    @Singleton
    Optional<InPlaceUpdate> inPlaceUpdate(
            KubernetesClient client,
            PodMetricsReader reader,
            Clock clock,
            MonotonicClock monotonic,
            OperatorConfig config) {
        return config.readsMetrics()
                ? Optional.of(new InPlaceUpdate(client, reader, clock, monotonic))
                : Optional.empty();
    }

    /** Not where the pods' management ports cannot be read: then pods are replaced when a certificate changes. */
    @Produces
    @Singleton
    Optional<CertificateRenewal> certificateRenewal(
            KubernetesClient client, PodMetricsReader reader, Clock clock, OperatorConfig config) {
        return config.readsMetrics() ? Optional.of(new CertificateRenewal(client, reader, clock)) : Optional.empty();
    }

    @Produces
    @Singleton
    PodMetricsReader loadReader() {
        return new PodMetricsReader();
    }

    @Produces
    @Singleton
    ReferencedObjects referenced(KubernetesClient client) {
        return new ReferencedObjects(client);
    }

    @Produces
    @Singleton
    PodInspector podInspector(
            KubernetesClient client, PodMetricsReader reader, MonotonicClock clock, OperatorConfig config) {
        return new PodInspector(client, reader, clock, config.readsMetrics());
    }

    @Produces
    @Singleton
    StatusWriter statusWriter(KubernetesClient client, Clock clock) {
        return new StatusWriter(client, clock);
    }

    @Produces
    @Singleton
    EventRecorder recorder(KubernetesClient client, Clock clock, MonotonicClock monotonic) {
        return new EventRecorder(client, clock, monotonic);
    }
}
