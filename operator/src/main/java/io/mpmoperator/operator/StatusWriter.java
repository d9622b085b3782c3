package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.status.Observation;
import io.mpmoperator.operator.status.Statuses;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a status where it differs from the one on the cluster. */
final class StatusWriter {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Applier.FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Clock clock;

    StatusWriter(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * A status that was replaced.
     *
     * @param before nothing for a WebServer that had none
     */
    record Change(@Nullable WebServerStatus before, WebServerStatus after) {}

    /**
     * Writes the status that follows from the observation, unless the cluster has it. The cache may not have seen the
     * last write yet: the transition times are those of the object itself.
     */
    Optional<Change> write(WebServer cached, Observation observation) {
        Identity server = Identity.of(cached);
        if (next(server, cached.getStatus(), observation).equals(cached.getStatus())) {
            return Optional.empty();
        }
        WebServer live = client.resource(cached).get();
        if (live == null || !server.uid().equals(live.getMetadata().getUid())) {
            return Optional.empty();
        }
        WebServerStatus after = next(server, live.getStatus(), observation);
        if (after.equals(live.getStatus())) {
            return Optional.empty();
        }
        client.resource(carrier(live, after)).subresource("status").patch(APPLY);
        return Optional.of(new Change(live.getStatus(), after));
    }

    private WebServerStatus next(Identity server, @Nullable WebServerStatus previous, Observation observation) {
        return Statuses.next(server, previous, observation, clock.instant());
    }

    private static WebServer carrier(WebServer live, WebServerStatus status) {
        WebServer carrier = new WebServer();
        carrier.setMetadata(new ObjectMetaBuilder()
                .withName(live.getMetadata().getName())
                .withNamespace(live.getMetadata().getNamespace())
                .withUid(live.getMetadata().getUid())
                .build());
        carrier.setStatus(status);
        return carrier;
    }
}
