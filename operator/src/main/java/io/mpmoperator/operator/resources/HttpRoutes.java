package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.mpmoperator.api.v1alpha1.GatewayReference;
import io.mpmoperator.api.v1alpha1.HttpRouteSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.Objects;
import java.util.Optional;

/** The HTTPRoute in front of a server's Service. The API server's defaults are spelled out. */
final class HttpRoutes {

    private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";

    private HttpRoutes() {}

    static Optional<HTTPRoute> of(PlannedServer server) {
        return Optional.ofNullable(server.spec().httpRoute()).map(spec -> of(server, spec));
    }

    private static HTTPRoute of(PlannedServer server, HttpRouteSpec spec) {
        return new HTTPRouteBuilder()
                .withMetadata(Metadata.of(server.identity()).build())
                .withNewSpec()
                .withParentRefs(
                        spec.parentRefs().stream().map(HttpRoutes::parent).toList())
                .withHostnames(spec.hostnames())
                .addNewRule()
                .addNewMatch()
                .withNewPath("PathPrefix", Objects.requireNonNullElse(spec.path(), "/"))
                .endMatch()
                .addNewBackendRef()
                .withGroup("")
                .withKind("Service")
                .withName(server.identity().name())
                .withPort(Services.port(server))
                .withWeight(1)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }

    private static ParentReference parent(GatewayReference gateway) {
        return new ParentReferenceBuilder()
                .withGroup(GATEWAY_GROUP)
                .withKind("Gateway")
                .withName(gateway.name())
                .withNamespace(gateway.namespace())
                .withSectionName(gateway.sectionName())
                .withPort(gateway.port())
                .build();
    }
}
