package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.plan.Planner;
import io.mpmoperator.operator.pods.LoadReader;
import io.mpmoperator.operator.resize.CertificateRenewal;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Puts the parts together. */
final class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Planner planner(OperatorConfig config) {
        return new Planner(Calibration::shipped, config::defaultImage);
    }

    /** The extension's own provider may leave the meters of reconciliations without effect. */
    @Produces
    @Singleton
    Metrics reconciliationMetrics(MeterRegistry registry) {
        return MicrometerMetricsV2.newBuilder(registry).build();
    }

    /** The extension's own operator would stop itself beside Quarkus, and work in hand would lose its client. */
    @Produces
    @ApplicationScoped
    Operator operator(QuarkusConfigurationService configuration, WebServerReconciler reconciler) {
        Operator operator = new Operator(configuration);
        operator.register(reconciler);
        return operator;
    }

    @Produces
    @Singleton
    Applier applier(KubernetesClient client) {
        return new Applier(client);
    }

    /** Not where the pods' management ports cannot be read: nobody would know when a pod has taken up its configuration. */
    @Produces
    @Singleton
    Optional<InPlaceUpdate> inPlaceUpdate(
            KubernetesClient client, LoadReader loads, Clock clock, MonotonicClock monotonic, OperatorConfig config) {
        return config.readsLoads() ? Optional.of(new InPlaceUpdate(client, loads, clock, monotonic)) : Optional.empty();
    }

    /** Not where the pods' management ports cannot be read: then pods are replaced when a certificate changes. */
    @Produces
    @Singleton
    Optional<CertificateRenewal> certificateRenewal(
            KubernetesClient client, LoadReader loads, Clock clock, OperatorConfig config) {
        return config.readsLoads() ? Optional.of(new CertificateRenewal(client, loads, clock)) : Optional.empty();
    }

    @Produces
    @Singleton
    LoadReader loadReader() {
        return new LoadReader();
    }

    @Produces
    @Singleton
    Contents contents(KubernetesClient client) {
        return new Contents(client);
    }

    @Produces
    @Singleton
    PodInspector podInspector(KubernetesClient client, LoadReader loads, MonotonicClock clock, OperatorConfig config) {
        return new PodInspector(client, loads, clock, config.readsLoads());
    }

    @Produces
    @Singleton
    StatusWriter statusWriter(KubernetesClient client, Clock clock) {
        return new StatusWriter(client, clock);
    }

    @Produces
    @Singleton
    Announcer announcer(KubernetesClient client, Clock clock, MonotonicClock monotonic) {
        return new Announcer(client, clock, monotonic);
    }
}
