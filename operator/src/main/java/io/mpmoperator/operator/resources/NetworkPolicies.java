package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.mpmoperator.api.v1alpha1.NetworkPolicySpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
                .withIngress(Stream.of(
                                rule(Ports.all(server), from(spec)),
                                rule(List.of(Ports.MANAGEMENT), managementFrom(spec)))
                        .flatMap(Optional::stream)
                        .toList())
                .withEgress(Objects.requireNonNullElse(spec.egress(), List.of()))
                .endSpec()
                .build();
    }

    /** Those that may come; in a rule of Kubernetes, no peers are everybody. */
    private sealed interface Peers {
        record Everybody() implements Peers {}

        record NoPeers() implements Peers {}

        record These(List<NetworkPolicyPeer> peers) implements Peers {}

        static Peers of(List<NetworkPolicyPeer> peers) {
            return peers.isEmpty() ? new NoPeers() : new These(peers);
        }
    }

    private static Peers from(NetworkPolicySpec spec) {
        return spec.from() == null ? new Peers.Everybody() : Peers.of(spec.from());
    }

    private static Peers managementFrom(NetworkPolicySpec spec) {
        return Peers.of(Objects.requireNonNullElseGet(spec.managementFrom(), NetworkPolicies::cluster));
    }

    private static List<NetworkPolicyPeer> cluster() {
        return List.of(new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .build());
    }

    private static Optional<NetworkPolicyIngressRule> rule(List<String> ports, Peers from) {
        return switch (from) {
            case Peers.NoPeers() -> Optional.empty();
            case Peers.Everybody() -> Optional.of(ruleOf(ports, List.of()));
            case Peers.These(List<NetworkPolicyPeer> peers) -> Optional.of(ruleOf(ports, peers));
        };
    }

    private static NetworkPolicyIngressRule ruleOf(List<String> ports, List<NetworkPolicyPeer> from) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(from)
                .withPorts(ports.stream().map(NetworkPolicies::port).toList())
                .build();
    }

    private static NetworkPolicyPort port(String name) {
        return new NetworkPolicyPortBuilder()
                .withProtocol("TCP")
                .withPort(new IntOrString(name))
                .build();
    }
}
