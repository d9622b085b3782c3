package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.mpmoperator.operator.plan.PlannedServer;

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

    static SecurityContext container() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }
}
