package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.mpmoperator.api.v1alpha1.ServiceSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The Service in front of a server's pods. */
public final class Services {

    private Services() {}

    /** The Service of a server. */
    public static Service of(PlannedServer server) {
        Optional<ServiceSpec> spec = Optional.ofNullable(server.spec().service());
        return new ServiceBuilder()
                .withMetadata(Metadata.of(server.identity())
                        .addToAnnotations(spec.map(ServiceSpec::annotations).orElse(Map.of()))
                        .build())
                .withNewSpec()
                .withType(spec.map(ServiceSpec::type).orElse("ClusterIP"))
                .withSelector(ServerLabels.selector(server.identity()))
                .addNewPort()
                .withName(Ports.web(server))
                .withPort(port(server))
                .withTargetPort(new IntOrString(Ports.web(server)))
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build();
    }

    /** The port that the Service listens on. */
    static int port(PlannedServer server) {
        ServiceSpec spec = server.spec().service();
        Integer asked = spec == null ? null : spec.port();
        return Objects.requireNonNullElse(asked, server.servesTls() ? 443 : 80);
    }
}
