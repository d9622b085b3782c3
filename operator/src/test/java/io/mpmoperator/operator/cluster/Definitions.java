package io.mpmoperator.operator.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The CustomResourceDefinitions that a class of tests installs. Those that were not there before are removed after it. */
final class Definitions implements AfterAllCallback {

    private static final Set<String> INSTALLED = ConcurrentHashMap.newKeySet();

    /** Applies a definition and waits until its kind is served. */
    static void apply(KubernetesClient client, CustomResourceDefinition crd) {
        if (client.resource(crd).get() == null) {
            INSTALLED.add(crd.getMetadata().getName());
        }
        client.resource(crd).fieldManager("test").forceConflicts().serverSideApply();
        client.resource(crd).waitUntilCondition(Definitions::isEstablished, 30, TimeUnit.SECONDS);
        String version = crd.getSpec().getVersions().getFirst().getName();
        String kind = crd.getSpec().getNames().getKind();
        RunningOperator.await(
                kind + " is served", () -> client.supports(crd.getSpec().getGroup() + "/" + version, kind));
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            for (String name : Set.copyOf(INSTALLED)) {
                var definition =
                        client.apiextensions().v1().customResourceDefinitions().withName(name);
                definition.delete();
                definition.waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
                INSTALLED.remove(name);
            }
        }
    }
}
