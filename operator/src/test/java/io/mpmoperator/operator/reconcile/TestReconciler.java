package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.pods.PodMetricsReader;
import io.mpmoperator.operator.resize.CertificateRenewal;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import java.time.Clock;
import java.util.Optional;

/** A reconciler put together by hand. */
public final class TestReconciler {

    private TestReconciler() {}

    /** One that plans with the numbers of {@link TestPlanner}. */
    public static WebServerReconciler create(KubernetesClient client) {
        Clock clock = Clock.systemUTC();
        MonotonicClock monotonic = new MonotonicClock();
        return new WebServerReconciler(
                TestPlanner.create(),
                new Applier(client),
                Optional.of(new InPlaceUpdate(client, new PodMetricsReader(), clock, monotonic)),
                Optional.of(new CertificateRenewal(client, new PodMetricsReader(), clock)),
                new StatusWriter(client, clock),
                new EventRecorder(client, clock, monotonic),
                new ReferencedObjects(client),
                new PodInspector(client, new PodMetricsReader(), monotonic, false),
                new SimpleMeterRegistry(),
                monotonic);
    }
}
