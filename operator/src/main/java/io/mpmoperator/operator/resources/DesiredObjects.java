package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All objects of a server. */
public final class DesiredObjects {

    private DesiredObjects() {}

    /** The objects, in the order in which they are to be there. */
    public static List<HasMetadata> of(PlannedServer server) {
        return of(server, Deployments.of(server));
    }

    /** The objects, of which that is the Deployment. */
    public static List<HasMetadata> of(PlannedServer server, Deployment deployment) {
        Stream<HasMetadata> always = Stream.of(ConfigMaps.of(server), deployment, Services.of(server));
        Stream<Optional<? extends HasMetadata>> askedFor = Stream.of(
                HorizontalPodAutoscalers.of(server),
                PodDisruptionBudgets.of(server),
                NetworkPolicies.of(server),
                Ingresses.of(server),
                HttpRoutes.of(server),
                PodMonitors.of(server));
        return Stream.concat(always, askedFor.flatMap(Optional::stream)).toList();
    }
}
