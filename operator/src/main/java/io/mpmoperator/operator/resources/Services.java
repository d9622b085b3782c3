package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.mpmoperator.api.v1alpha1.ServiceSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The Service in front of a server's pods. */
public final class Services {

    private static final int HTTP_PORT = 80;

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
                .withPorts(ports(server))
                .endSpec()
                .build();
    }

    private static List<ServicePort> ports(PlannedServer server) {
        ServicePort web = port(Ports.web(server), port(server));
        return server.serviceHasHttpToo() ? List.of(web, port(Ports.HTTP, HTTP_PORT)) : List.of(web);
    }

    private static ServicePort port(String name, int port) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(port)
                .withTargetPort(new IntOrString(name))
                .withProtocol("TCP")
                .build();
    }

    /** The port that the Service listens on. */
    static int port(PlannedServer server) {
        ServiceSpec spec = server.spec().service();
        Integer asked = spec == null ? null : spec.port();
        return Objects.requireNonNullElse(asked, server.servesTls() ? 443 : HTTP_PORT);
    }
}
