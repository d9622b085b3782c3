package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.mpmoperator.api.v1alpha1.NetworkPolicySpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Optional;

/** The NetworkPolicy of a server's pods. */
final class NetworkPolicies {

    private NetworkPolicies() {}

    static Optional<NetworkPolicy> of(PlannedServer server) {
        return Optional.ofNullable(server.spec().networkPolicy()).map(spec -> of(server, spec));
    }

    private static NetworkPolicy of(PlannedServer server, NetworkPolicySpec spec) {
        return new NetworkPolicyBuilder()
                .withMetadata(Metadata.of(server.identity()).build())
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(ServerLabels.selector(server.identity()))
                .endPodSelector()
                .withPolicyTypes(spec.egress() == null ? List.of("Ingress") : List.of("Ingress", "Egress"))
                .withIngress(rule(Ports.web(server), spec.from()), rule(Ports.MANAGEMENT, managementFrom(spec)))
                .withEgress(spec.egress() == null ? List.of() : spec.egress())
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyPeer> managementFrom(NetworkPolicySpec spec) {
        return spec.managementFrom().isEmpty()
                ? List.of(new NetworkPolicyPeerBuilder()
                        .withNewNamespaceSelector()
                        .endNamespaceSelector()
                        .build())
                : spec.managementFrom();
    }

    private static NetworkPolicyIngressRule rule(String port, List<NetworkPolicyPeer> from) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(from)
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(port))
                .endPort()
                .build();
    }
}
