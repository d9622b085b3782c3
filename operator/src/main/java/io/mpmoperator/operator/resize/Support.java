package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether the cluster resizes pods: whether its API has the subresource (Kubernetes 1.33 and later). */
final class Support {

    private static final String SUBRESOURCE = "pods/resize";
    private static final Duration ANSWER_HOLDS = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final Clock clock;
    private boolean supported;
    private Instant asked = Instant.EPOCH;

    Support(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    synchronized boolean isThere() {
        Instant now = clock.instant();
        if (asked.plus(ANSWER_HOLDS).isBefore(now)) {
            APIResourceList resources = client.getApiResources("v1");
            supported = resources != null
                    && resources.getResources().stream().anyMatch(resource -> SUBRESOURCE.equals(resource.getName()));
            asked = now;
        }
        return supported;
    }
}
