package io.mpmoperator.e2e.apiserver;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.api.v1alpha1.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The CustomResourceDefinition of WebServers, as it is checked in. */
public final class WebServerDefinition {

    static final String FILE = "webservers.mpm-operator.io-v1alpha1.yml";

    private WebServerDefinition() {}

    /** Creates it, where there is none yet. */
    public static void create(KubernetesClient client) throws IOException {
        try (InputStream in = Objects.requireNonNull(WebServer.class.getResourceAsStream(FILE), FILE)) {
            client.resource(client.getKubernetesSerialization().unmarshal(in, CustomResourceDefinition.class))
                    .create();
        }
    }
}
