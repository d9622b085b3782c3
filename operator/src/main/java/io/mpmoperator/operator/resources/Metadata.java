package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.plan.Identity;

/** The metadata that every object of a server begins with. */
final class Metadata {

    private Metadata() {}

    /** An object that is only rendered has no owner yet. */
    static ObjectMetaBuilder of(Identity server) {
        ObjectMetaBuilder metadata = new ObjectMetaBuilder()
                .withName(server.name())
                .withNamespace(server.namespace())
                .withLabels(ServerLabels.of(server));
        return server.uid().isEmpty() ? metadata : metadata.withOwnerReferences(owner(server));
    }

    private static OwnerReference owner(Identity server) {
        return new OwnerReferenceBuilder()
                .withApiVersion(WebServer.GROUP + "/" + WebServer.VERSION)
                .withKind(WebServer.KIND)
                .withName(server.name())
                .withUid(server.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
