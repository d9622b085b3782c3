package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.pods.LoadReader;
import java.time.Clock;

/** A reconciler put together by hand. */
public final class TestReconciler {

    private TestReconciler() {}

    /** One that plans with the numbers of {@link TestPlanner}. */
    public static WebServerReconciler create(KubernetesClient client) {
        Clock clock = Clock.systemUTC();
        return new WebServerReconciler(
                TestPlanner.create(),
                new Applier(client),
                new StatusWriter(client, clock),
                new Announcer(client, clock),
                new Contents(client),
                new PodInspector(client, new LoadReader(), clock, false),
                new SimpleMeterRegistry(),
                clock);
    }
}
