package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.ServerLabels;
import java.util.Optional;

/** Whom an object belongs to: the owner reference that is its controller. */
public final class Ownership {

    private Ownership() {}

    /** Whether the object's controller is this very WebServer, and not one of the same name before it. */
    public static boolean isOwnedBy(HasMetadata object, Identity owner) {
        return controller(object)
                .filter(reference -> owner.uid().equals(reference.getUid()))
                .isPresent();
    }

    /**
     * Whether the object has the labels and the name of one of the owner's, and no controller: a WebServer of that name was
     * deleted and left it behind, or it was restored from a backup. It is adopted.
     */
    static boolean isOrphanOf(HasMetadata object, Identity owner) {
        return controller(object).isEmpty()
                && (owner.name().equals(object.getMetadata().getName()) || HandlerCopies.isOneOf(object, owner))
                && ServerLabels.areOn(object, owner);
    }

    /** Whether the object is the owner's, or is left behind for it: what is done to it goes on from what it is. */
    public static boolean isTheirs(HasMetadata object, Identity owner) {
        return isOwnedBy(object, owner) || isOrphanOf(object, owner);
    }

    static String describe(HasMetadata object) {
        String owner = controller(object)
                .map(reference -> "belongs to %s %s".formatted(reference.getKind(), reference.getName()))
                .orElse("was made by somebody else");
        return "%s %s %s: it is left alone, rename one of the two"
                .formatted(object.getKind(), object.getMetadata().getName(), owner);
    }

    private static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
    }
}
