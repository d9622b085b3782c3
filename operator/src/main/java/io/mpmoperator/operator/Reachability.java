package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Refusals;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Asks whether WebServers can be listed where they are to be watched. */
final class Reachability {

    private static final ListOptions ONE =
            new ListOptionsBuilder().withLimit(1L).build();

    private final KubernetesClient client;
    private final Optional<String> namespace;

    Reachability(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Why WebServers cannot be listed; empty where they can. */
    String obstacle() {
        try {
            var webServers = client.resources(WebServer.class);
            if (namespace.isPresent()) {
                webServers.inNamespace(namespace.get()).list(ONE);
            } else {
                webServers.inAnyNamespace().list(ONE);
            }
            return "";
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> "the CustomResourceDefinition of WebServers is not installed";
                case 0 -> "the API server at %s does not answer".formatted(client.getMasterUrl());
                default -> Refusals.sentence(e);
            };
        }
    }
}
