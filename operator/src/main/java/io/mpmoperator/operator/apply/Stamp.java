package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mpmoperator.operator.resources.Hashes;
import io.mpmoperator.operator.resources.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes onto an object a hash of all that is desired of it. A field that is no longer desired differs from nothing on the
 * cluster; the hash does.
 */
final class Stamp {

    static final String ANNOTATION = "mpm-operator.io/desired-hash";

    private Stamp() {}

    /** Whether the operator wrote the object. */
    static boolean isOn(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(ANNOTATION);
    }

    /** Whether the operator wrote the object as it is desired now. */
    static boolean isThatOf(HasMetadata stamped, HasMetadata object) {
        return isOn(object)
                && Objects.equals(
                        stamped.getMetadata().getAnnotations().get(ANNOTATION),
                        object.getMetadata().getAnnotations().get(ANNOTATION));
    }

    /** The same object, with the hash. */
    static <T extends HasMetadata> T on(T desired) {
        String hash = Hashes.of(Json.canonical(desired));
        Map<String, String> annotations = desired.getMetadata().getAnnotations();
        Map<String, String> stamped = annotations == null ? new HashMap<>() : new HashMap<>(annotations);
        stamped.put(ANNOTATION, hash);
        desired.getMetadata().setAnnotations(stamped);
        return desired;
    }
}
