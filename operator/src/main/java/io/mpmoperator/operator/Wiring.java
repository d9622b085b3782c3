package io.mpmoperator.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.operator.config.OperatorConfig;
import io.mpmoperator.operator.plan.Planner;
import io.mpmoperator.operator.reconcile.WebServerReconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the process together. */
final class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Planner planner(OperatorConfig config) {
        return new Planner(Calibration::shipped, config::defaultImage, config.defaultFlavor());
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
}
