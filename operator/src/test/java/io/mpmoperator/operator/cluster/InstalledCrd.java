package io.mpmoperator.operator.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Installs the checked-in CRD. */
final class InstalledCrd {

    private static final Path FILE =
            Path.of(System.getProperty("golden.folder"), "../../../../../crds/webservers.mpm-operator.io-v1alpha1.yml");

    private InstalledCrd() {}

    static void install() throws IOException {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            CustomResourceDefinition crd = client.getKubernetesSerialization()
                    .unmarshal(Files.readString(FILE), CustomResourceDefinition.class);
            client.resource(crd).fieldManager("test").forceConflicts().serverSideApply();
            client.resource(crd).waitUntilCondition(InstalledCrd::isEstablished, 30, TimeUnit.SECONDS);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
