package io.mpmoperator.e2e.local;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a cluster must have before there can be WebServers in it: their definition. */
public final class Prerequisites {

    private Prerequisites() {}

    /** Applies the layout's CustomResourceDefinitions by server-side apply, whoever has applied others before. */
    public static void applyDefinitions(KubernetesClient client, Layout layout, String fieldManager)
            throws IOException {
        for (Path crd : Layout.yamlFiles(layout.crds())) {
            client.resource(client.getKubernetesSerialization()
                            .unmarshal(Files.readString(crd), CustomResourceDefinition.class))
                    .fieldManager(fieldManager)
                    .forceConflicts()
                    .serverSideApply();
        }
    }
}
