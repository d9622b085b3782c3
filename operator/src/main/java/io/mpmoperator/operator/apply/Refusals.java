package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;

/** What the API server said when it refused a request. */
public final class Refusals {

    private static final int TOO_MANY_REQUESTS = 429;

    private Refusals() {}

    /**
     * Whether the same request may succeed the next moment: it was lost, came too often or met somebody else's, or the API
     * server could not carry it out. Other refusals stay until somebody changes an object or a right.
     */
    public static boolean mayPass(KubernetesClientException e) {
        int code = e.getCode();
        return code <= 0
                || code == HttpURLConnection.HTTP_CONFLICT
                || code == TOO_MANY_REQUESTS
                || code >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    /** Its own sentence, without the request and the address that it was sent to. */
    public static String sentence(KubernetesClientException e) {
        Status status = e.getStatus();
        String said = status == null ? null : status.getMessage();
        return Objects.requireNonNullElseGet(said, () -> Objects.requireNonNullElse(e.getMessage(), "no response"));
    }
}
