package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets one of several operators work at a time. The one that loses its Lease ends, and begins again as a candidate. */
@ApplicationScoped
class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private volatile boolean stopping;

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Produces
    @Dependent
    @SuppressWarnings("removal") // to exit by itself would wait for ever when the process is ending already
    @Nullable
    LeaderElectionConfiguration election(OperatorConfig config) {
        if (!config.leaderElection()) {
            return null;
        }
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(config.lease())
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(
                        () -> LOG.info("event=leading"),
                        this::lost,
                        leader -> LOG.infof("event=leader-elected leader=%s", leader)))
                .build();
    }

    private void lost() {
        if (!stopping) {
            LOG.error("event=leadership-lost");
            Quarkus.asyncExit(1);
        }
    }
}
