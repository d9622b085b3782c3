package io.mpmoperator.operator.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Locale;
import java.util.Map;

/** The kinds that the operator uses where they are installed, with schemas that take everything. */
final class OtherCrds {

    private OtherCrds() {}

    static void install() {
        Map<String, String> kinds = Map.of(
                "gateway.networking.k8s.io", "HTTPRoute",
                "monitoring.coreos.com", "PodMonitor");
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            kinds.forEach((group, kind) -> install(client, group, kind));
        }
    }

    private static void install(KubernetesClient client, String group, String kind) {
        String yaml = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: %1$ss.%2$s
              annotations: {api-approved.kubernetes.io: "unapproved, for a test"}
            spec:
              group: %2$s
              scope: Namespaced
              names: {plural: %1$ss, singular: %1$s, kind: %3$s}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """.formatted(kind.toLowerCase(Locale.ROOT), group, kind);
        Definitions.apply(client, client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class));
    }
}
