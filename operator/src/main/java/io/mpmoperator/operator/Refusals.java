package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/** What the API server said when it refused a request. */
final class Refusals {

    private Refusals() {}

    static String sentence(KubernetesClientException e) {
        Status status = e.getStatus();
        String said = status == null ? null : status.getMessage();
        return Objects.requireNonNullElseGet(said, () -> Objects.requireNonNullElse(e.getMessage(), "no answer"));
    }
}
