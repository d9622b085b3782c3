package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.plan.Quantities;
import java.util.ArrayList;
import java.util.List;

/** The container that runs the server. */
final class Containers {

    static final String MEMORY = "memory";

    private Containers() {}

    static Container webserver(PlannedServer server) {
        return new ContainerBuilder()
                .withName(PodLayout.CONTAINER)
                .withCommand(PodLayout.COMMAND)
                .withArgs("run", "-c", PodLayout.CONF_FILE)
                .withPorts(ports(server))
                .withEnv(environment(server))
                .withResources(memory(server))
                .withStartupProbe(Probes.startup())
                .withReadinessProbe(Probes.readiness())
                .withLivenessProbe(Probes.liveness())
                .withLifecycle(preStop(server))
                .withVolumeMounts(Volumes.mounts(server))
                .build();
    }

    private static List<ContainerPort> ports(PlannedServer server) {
        List<ContainerPort> ports = new ArrayList<>();
        ports.add(port(Ports.web(server), server.conf().listen().port()));
        if (server.servesHttpToo()) {
            ports.add(port(Ports.HTTP, PodLayout.HTTP_PORT));
        }
        ports.add(port(Ports.MANAGEMENT, PodLayout.MANAGEMENT_PORT));
        return ports;
    }

    private static List<EnvVar> environment(PlannedServer server) {
        EnvVar flavor = new EnvVarBuilder()
                .withName(Flavor.VARIABLE)
                .withValue(server.plan().flavor().text())
                .build();
        return Volumes.logClaim(server).isEmpty() ? List.of(flavor) : List.of(flavor, podName());
    }

    private static EnvVar podName() {
        return new EnvVarBuilder()
                .withName(Volumes.POD_NAME)
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.name")
                .endValueFrom()
                .build();
    }

    private static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static ResourceRequirements memory(PlannedServer server) {
        return new ResourceRequirementsBuilder()
                .addToRequests(MEMORY, Quantities.quantity(server.plan().memoryRequestBytes()))
                .addToLimits(MEMORY, Quantities.quantity(server.plan().memoryLimitBytes()))
                .build();
    }

    /** Services need a moment to forget a pod; until then, it takes new connections. */
    private static Lifecycle preStop(PlannedServer server) {
        return new LifecycleBuilder()
                .withNewPreStop()
                .withNewSleep(server.lifecycle().preStop().toSeconds())
                .endPreStop()
                .build();
    }
}
