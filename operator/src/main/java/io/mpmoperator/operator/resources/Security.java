package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.Optional;

/** The restricted Pod Security Standard, and a root file system that cannot be written. */
final class Security {

    private static final long LOG_GROUP = 65532;

    private Security() {}

    /** A group is set where the server must be able to write onto a claim. */
    static PodSecurityContext pod(PlannedServer server) {
        PodSecurityContextBuilder context = new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile();
        return Volumes.logClaim(server).isEmpty()
                ? context.build()
                : context.withFsGroup(LOG_GROUP)
                        .withFsGroupChangePolicy("OnRootMismatch")
                        .build();
    }

    /** What the spec's own container asks for beyond the standard excludes that no privilege may be gained. */
    static SecurityContext container(PlannedServer server) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(needsPrivilege(server) ? null : false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static boolean needsPrivilege(PlannedServer server) {
        return Optional.ofNullable(server.spec().podTemplate())
                .map(PodTemplateSpec::getSpec)
                .flatMap(pod -> pod.getContainers().stream()
                        .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                        .findFirst())
                .map(Container::getSecurityContext)
                .filter(own -> Boolean.TRUE.equals(own.getPrivileged()) || addsAdministration(own))
                .isPresent();
    }

    private static boolean addsAdministration(SecurityContext own) {
        return own.getCapabilities() != null && own.getCapabilities().getAdd().contains("CAP_SYS_ADMIN");
    }
}
