package io.mpmoperator.operator.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.operator.LaterFields;

/** Clients that read objects as the operator's own client does. */
final class Clients {

    private Clients() {}

    static KubernetesClient create(Config config) {
        ObjectMapper mapper = new ObjectMapper();
        new LaterFields().customize(mapper);
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(new KubernetesSerialization(mapper, true))
                .withConfig(config)
                .build();
    }
}
