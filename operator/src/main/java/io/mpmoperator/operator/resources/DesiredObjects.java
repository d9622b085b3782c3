package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;

/** All objects of a server. */
public final class DesiredObjects {

    private DesiredObjects() {}

    /** The objects, in the order in which they are to be there. */
    public static List<HasMetadata> of(PlannedServer server) {
        return List.of(ConfigMaps.of(server), Services.of(server), Deployments.of(server));
    }
}
