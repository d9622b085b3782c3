package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.mpmoperator.operator.config.OperatorConfig;
import io.mpmoperator.operator.log.LogLine;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Starts the operator once the API server answers for WebServers. Until then the process lives and is not ready: an API
 * server that is restarted, or a CRD that is installed a moment later, is no reason to crash.
 */
@ApplicationScoped
class OperatorStart {

    private static final Logger LOG = Logger.getLogger(OperatorStart.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Operator operator;
    private final Reachability reachability;
    private final LeaderElection election;
    private volatile boolean starting;
    private volatile boolean started;
    private volatile boolean stopping;

    OperatorStart(Operator operator, KubernetesClient client, OperatorConfig config, LeaderElection election) {
        this.operator = operator;
        this.election = election;
        this.reachability = new Reachability(client, config.watchedNamespace());
    }

    void onStart(@Observes StartupEvent event) {
        Thread.ofPlatform()
                .name("operator-start")
                .uncaughtExceptionHandler((thread, e) -> fail(e))
                .start(this::startWhenAnswered);
    }

    /** Whether the operator watches WebServers, or waits for the Lease that lets it. */
    boolean isStarted() {
        return started;
    }

    /** Ends when the work in hand is finished. */
    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
        election.stopping();
        if (starting) {
            operator.stop();
            election.release();
        }
        LOG.info(LogLine.of("stopped"));
    }

    private void startWhenAnswered() {
        try {
            awaitAnswer();
            if (!stopping) {
                starting = true;
                operator.start();
                started = true;
                LOG.info(LogLine.of("started"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(Throwable e) {
        LOG.error(LogLine.of("start-failed"), e);
        Quarkus.asyncExit(1);
    }

    private void awaitAnswer() throws InterruptedException {
        String said = "";
        String obstacle = reachability.obstacle();
        while (!obstacle.isEmpty() && !stopping) {
            if (!obstacle.equals(said)) {
                LOG.warn(LogLine.of("waiting").with("reason", obstacle));
                said = obstacle;
            }
            Thread.sleep(BETWEEN_TRIES);
            obstacle = reachability.obstacle();
        }
    }
}
