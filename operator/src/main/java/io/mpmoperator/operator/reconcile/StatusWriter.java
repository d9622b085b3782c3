package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.apply.ReadYourWrites;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.status.Observation;
import io.mpmoperator.operator.status.Statuses;
import java.net.HttpURLConnection;
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
     * @param outdated whether the spec has been changed since it was looked at
     */
    record Change(@Nullable WebServerStatus before, WebServerStatus after, boolean outdated) {}

    /**
     * Writes the status that follows from the observation, unless the WebServer has it or is gone. Where another
     * has its name by now, the API server refuses the write, which names the UID, as a conflict.
     *
     * @param known the WebServer as it was observed, with the last status that was written here
     */
    Optional<Change> write(WebServer known, Observation observation, ReadYourWrites<WebServer> remembered) {
        WebServerStatus before = known.getStatus();
        WebServerStatus after = next(Identity.of(known), before, observation);
        if (after.equals(before)) {
            return Optional.empty();
        }
        try {
            WebServer written = remembered.write(carrier(known, after), this::apply);
            return Optional.of(new Change(before, after, isOutdated(written, observation)));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private WebServer apply(WebServer carrier) {
        return client.resource(carrier).subresource("status").patch(APPLY);
    }

    private static boolean isOutdated(WebServer written, Observation observation) {
        return written.getMetadata().getGeneration() > observation.generation();
    }

    private WebServerStatus next(Identity server, @Nullable WebServerStatus previous, Observation observation) {
        return Statuses.next(server, previous, observation, clock.instant());
    }

    private static WebServer carrier(WebServer known, WebServerStatus status) {
        WebServer carrier = new WebServer();
        carrier.setMetadata(new ObjectMetaBuilder()
                .withName(known.getMetadata().getName())
                .withNamespace(known.getMetadata().getNamespace())
                .withUid(known.getMetadata().getUid())
                .build());
        carrier.setStatus(status);
        return carrier;
    }
}
