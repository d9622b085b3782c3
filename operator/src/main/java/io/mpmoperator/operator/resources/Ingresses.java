package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import io.mpmoperator.api.v1alpha1.IngressSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Ingress in front of a server's Service. */
final class Ingresses {

    private Ingresses() {}

    static Optional<Ingress> of(PlannedServer server) {
        return Optional.ofNullable(server.spec().ingress()).map(spec -> of(server, spec));
    }

    private static Ingress of(PlannedServer server, IngressSpec spec) {
        return new IngressBuilder()
                .withMetadata(Metadata.of(server.identity())
                        .addToAnnotations(spec.annotations())
                        .build())
                .withNewSpec()
                .withIngressClassName(spec.className())
                .withTls(tls(spec))
                .withRules(rules(server, spec))
                .endSpec()
                .build();
    }

    private static List<IngressTLS> tls(IngressSpec spec) {
        return spec.tlsSecretName() == null
                ? List.of()
                : List.of(new IngressTLSBuilder()
                        .withSecretName(spec.tlsSecretName())
                        .withHosts(spec.hosts())
                        .build());
    }

    private static List<IngressRule> rules(PlannedServer server, IngressSpec spec) {
        return spec.hosts().isEmpty()
                ? List.of(rule(server, spec, null))
                : spec.hosts().stream().map(host -> rule(server, spec, host)).toList();
    }

    private static IngressRule rule(PlannedServer server, IngressSpec spec, @Nullable String host) {
        return new IngressRuleBuilder()
                .withHost(host)
                .withNewHttp()
                .addNewPath()
                .withPath(Objects.requireNonNullElse(spec.path(), "/"))
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(server.identity().name())
                .withNewPort()
                .withName(Ports.web(server))
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .build();
    }
}
