package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.plan.Planner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

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
        return new Planner(Calibration.shipped(), config.serverImage().orElse("mpm-server:" + config.version()));
    }

    @Produces
    @Singleton
    Applier applier(KubernetesClient client) {
        return new Applier(client);
    }

    @Produces
    @Singleton
    StatusWriter statusWriter(KubernetesClient client, Clock clock) {
        return new StatusWriter(client, clock);
    }

    @Produces
    @Singleton
    Announcer announcer(KubernetesClient client, Clock clock) {
        return new Announcer(client, clock);
    }
}
