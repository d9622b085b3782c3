package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.Json;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Applies desired objects. What an informer's cache shows to be as desired costs nothing. What it does not show is created
 * on the condition that it is not there; where it is there after all, and before anything is overwritten, the object is
 * read from the API server itself, since a cache may be late and does not hold what others made. What has the server's
 * labels and no controller is adopted.
 */
public final class Applier {

    /** The one field manager of everything that the operator writes. */
    public static final String FIELD_MANAGER = "mpm-operator";

    /**
     * A merge patch replaces whole lists. Server-side apply cannot remove a list's element that somebody else added or
     * gave another key, such as a Service's port, and the two together may be invalid.
     */
    private static final PatchContext WHOLE_LISTS = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(FIELD_MANAGER)
            .build();

    /** A version that no object has any more: to apply it is refused as a conflict where the object exists. */
    private static final String NOT_THERE = "1";

    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;

    public Applier(KubernetesClient client) {
        this.client = client;
    }

    /** Brings the object to the cluster where it is missing or differs, unless it belongs to somebody else. */
    public Applied apply(
            HasMetadata desired,
            Optional<? extends HasMetadata> cached,
            Identity owner,
            ReadYourWrites<HasMetadata> remembered) {
        HasMetadata stamped = Stamp.on(desired);
        if (cached.isPresent() && Ownership.isOwnedBy(cached.get(), owner) && isAsDesired(stamped, cached.get())) {
            return new Applied.Unchanged();
        }
        if (cached.isEmpty()) {
            try {
                return create(stamped, remembered);
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
        HasMetadata live = client.resource(stamped).get();
        return live == null ? create(stamped, remembered) : update(stamped, live, owner, remembered);
    }

    /** What an immutable ConfigMap holds need not be in the cache: it is what was written. */
    private static boolean isAsDesired(HasMetadata stamped, HasMetadata cached) {
        if (isImmutable(stamped) && isImmutable(cached)) {
            return Stamp.isThatOf(stamped, cached) && !cached.isMarkedForDeletion();
        }
        return Drift.none(stamped, cached);
    }

    private static boolean isImmutable(HasMetadata object) {
        return object instanceof ConfigMap map && Boolean.TRUE.equals(map.getImmutable());
    }

    /** Removes an object that is no longer desired, where it is the owner's, or is an orphan that the operator wrote. */
    public boolean remove(HasMetadata cached, Identity owner) {
        boolean orphan = Ownership.isOrphanOf(cached, owner) && Stamp.isOn(cached);
        if (!(orphan || Ownership.isOwnedBy(cached, owner)) || cached.isMarkedForDeletion()) {
            return false;
        }
        client.resource(cached)
                .lockResourceVersion(cached.getMetadata().getResourceVersion())
                .delete();
        return true;
    }

    private Applied create(HasMetadata stamped, ReadYourWrites<HasMetadata> remembered) {
        stamped.getMetadata().setResourceVersion(NOT_THERE);
        try {
            return new Applied.Created(remembered.write(
                    stamped,
                    object ->
                            client.resource(object).fieldManager(FIELD_MANAGER).serverSideApply()));
        } finally {
            stamped.getMetadata().setResourceVersion(null);
        }
    }

    private Applied update(
            HasMetadata stamped, HasMetadata live, Identity owner, ReadYourWrites<HasMetadata> remembered) {
        boolean orphan = Ownership.isOrphanOf(live, owner);
        if (!orphan && !Ownership.isOwnedBy(live, owner)) {
            return new Applied.Foreign(Ownership.describe(live));
        }
        if (live.isMarkedForDeletion()) {
            return new Applied.Leaving("%s %s is being deleted"
                    .formatted(live.getKind(), live.getMetadata().getName()));
        }
        if (Drift.none(stamped, live)) {
            return new Applied.Unchanged();
        }
        stamped.getMetadata().setUid(live.getMetadata().getUid());
        ReplicasHandover.before(stamped, live).ifPresent(this::handOver);
        HasMetadata written = remembered.write(stamped, this::overwrite);
        return orphan ? new Applied.Adopted(written) : new Applied.Updated(written);
    }

    private void handOver(HasMetadata part) {
        client.resource(part)
                .fieldManager(ReplicasHandover.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    private HasMetadata overwrite(HasMetadata stamped) {
        try {
            return client.resource(stamped)
                    .fieldManager(FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        } catch (KubernetesClientException e) {
            if (e.getCode() != UNPROCESSABLE) {
                throw e;
            }
            return client.resource(stamped).patch(WHOLE_LISTS, Json.canonical(stamped));
        }
    }
}
