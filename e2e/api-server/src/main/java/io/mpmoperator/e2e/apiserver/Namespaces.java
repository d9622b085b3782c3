package io.mpmoperator.e2e.apiserver;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Namespaces for tests and runs, on any API server. */
public final class Namespaces {

    private Namespaces() {}

    /** Creates one that is not there. */
    public static void create(KubernetesClient client, String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }
}
