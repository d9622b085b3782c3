package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.mpmoperator.operator.apply.Refusals;
import io.mpmoperator.operator.config.OperatorConfig;
import io.mpmoperator.operator.log.LogLine;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of several operators work at a time. The one that loses its Lease ends, and begins again as a candidate; the one
 * that is told to end gives the Lease back, so that the next need not wait for it to expire.
 */
@ApplicationScoped
class LeaderElection {

    private static final Logger LOG = Logger.getLogger(LeaderElection.class);

    /** The SDK's own exit would never return when the process is ending already. */
    private static final boolean EXITS_BY_ITSELF = false;

    private final OperatorConfig config;
    private final KubernetesClient client;
    private final String identity = Optional.ofNullable(System.getenv("HOSTNAME"))
            .filter(name -> !name.isBlank())
            .orElseGet(() -> UUID.randomUUID().toString());
    private volatile boolean stopping;

    LeaderElection(OperatorConfig config, KubernetesClient client) {
        this.config = config;
        this.client = client;
    }

    @Produces
    @Dependent
    @SuppressWarnings("deprecation") // the builder leaves no choice of the last argument
    @Nullable
    LeaderElectionConfiguration election() {
        if (!config.leaderElection()) {
            return null;
        }
        return new LeaderElectionConfiguration(
                config.lease(),
                namespace(),
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                identity,
                new LeaderCallbacks(
                        () -> LOG.info(LogLine.of("leading").with("identity", identity)),
                        this::lost,
                        leader -> LOG.info(LogLine.of("leader-elected").with("leader", leader))),
                EXITS_BY_ITSELF);
    }

    /** From here on, the Lease may be lost. */
    void stopping() {
        stopping = true;
    }

    /** Gives the Lease back, when no work is in hand any more. */
    void release() {
        if (!config.leaderElection()) {
            return;
        }
        try {
            Lease held = client.leases()
                    .inNamespace(namespace())
                    .withName(config.lease())
                    .get();
            if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
                client.resource(withoutHolder(held)).update();
                LOG.info(LogLine.of("lease-released"));
            }
        } catch (KubernetesClientException e) {
            LOG.warn(LogLine.of("lease-not-released").with("reason", Refusals.sentence(e)));
        }
    }

    private static Lease withoutHolder(Lease held) {
        return new LeaseBuilder(held)
                .editSpec()
                .withHolderIdentity("")
                .endSpec()
                .build();
    }

    private String namespace() {
        return config.leaseNamespace()
                .or(() -> Optional.ofNullable(client.getConfiguration().getNamespace()))
                .orElse("default");
    }

    private void lost() {
        if (!stopping) {
            LOG.error(LogLine.of("leader-election-lost"));
            Quarkus.asyncExit(1);
        }
    }
}
