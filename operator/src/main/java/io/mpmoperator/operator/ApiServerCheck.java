package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.config.OperatorConfig;
import io.mpmoperator.operator.log.LogLine;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Not ready while WebServers cannot be listed: the caches are as they were then, and nothing that is decided can be written.
 * That the process lives is another matter, for a restart would not help. That the caches were filled, the SDK's own check
 * says.
 */
@Readiness
@ApplicationScoped
class ApiServerCheck implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ApiServerCheck.class);

    private final Reachability reachability;
    private final OperatorStart start;
    private String said = "";

    ApiServerCheck(KubernetesClient client, OperatorConfig config, OperatorStart start) {
        this.reachability = new Reachability(client, config.watchedNamespace());
        this.start = start;
    }

    /** Asks once the operator is started; until then it asks by itself, and is not ready anyway. */
    @Override
    public HealthCheckResponse call() {
        String obstacle = start.isStarted() ? tell(reachability.obstacle()) : "the operator is starting";
        var response = HealthCheckResponse.named("API server").status(obstacle.isEmpty());
        return obstacle.isEmpty()
                ? response.build()
                : response.withData("obstacle", obstacle).build();
    }

    private synchronized String tell(String obstacle) {
        if (!obstacle.equals(said)) {
            if (obstacle.isEmpty()) {
                LOG.info(LogLine.of("api-server-back"));
            } else {
                LOG.warn(LogLine.of("api-server-away").with("reason", obstacle));
            }
            said = obstacle;
        }
        return obstacle;
    }
}
