package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of a server: what the operator derives, with the spec's own template merged into it. */
public final class PodTemplates {

    /**
     * The annotation that names the webserver.conf that a pod is to run by its SHA-256. The pod's server reads it from a file
     * beside the configuration and restarts gracefully when the two agree on something new.
     */
    public static final String CONFIG_HASH = "mpm-operator.io/config-hash";

    /** The annotation that changes with all that a running pod cannot take up: memory and most directives are not of it. */
    public static final String ROLL_HASH = "mpm-operator.io/roll-hash";

    /** The annotation that changes with the content of the ConfigMaps and Secrets that the pods refer to. */
    public static final String CONTENT_HASH = "mpm-operator.io/content-hash";

    /** The annotation that changes when pods are replaced because they did not take up a certificate. */
    public static final String CERTIFICATE_HASH = "mpm-operator.io/certificate-hash";

    private PodTemplates() {}

    /**
     * A pod template, and what it overruled.
     *
     * @param overruled the fields of the spec's own template that the operator derives itself, as paths
     */
    public record Merged(PodTemplateSpec template, List<String> overruled) {}

    /** The pod template of a server. */
    public static PodTemplateSpec of(PlannedServer server) {
        return completed(merged(server).template(), server);
    }

    /**
     * A merged template of that server with what was found out of it since: its content, its certificate, the copy of its
     * jars, the key of its configuration, and the hash that says whether pods are replaced.
     */
    public static PodTemplateSpec completed(PodTemplateSpec merged, PlannedServer server) {
        PodTemplateSpec found = new PodTemplateSpecBuilder(merged)
                .editMetadata()
                .addToAnnotations(found(server))
                .endMetadata()
                .editSpec()
                .withVolumes(Volumes.found(merged.getSpec().getVolumes(), server))
                .endSpec()
                .build();
        return withRollHash(found, server);
    }

    /** The pod template as the spec alone makes it, without the hash that says whether pods are replaced: the dearer part. */
    public static Merged merged(PlannedServer server) {
        PodTemplateSpec own = server.spec().podTemplate();
        PodTemplateSpec derived = derived(server);
        return own == null ? new Merged(derived, List.of()) : TemplateMerge.merge(derived, own, owned(server));
    }

    private static PodTemplateSpec withRollHash(PodTemplateSpec template, PlannedServer server) {
        PodTemplateSpec fixed = new PodTemplateSpecBuilder(template)
                .editMetadata()
                .removeFromAnnotations(CONFIG_HASH)
                .endMetadata()
                .editSpec()
                .editMatchingContainer(container -> PodLayout.CONTAINER.equals(container.getName()))
                .editResources()
                .removeFromRequests(Containers.MEMORY)
                .removeFromLimits(Containers.MEMORY)
                .endResources()
                .endContainer()
                .endSpec()
                .build();
        return new PodTemplateSpecBuilder(template)
                .editMetadata()
                .addToAnnotations(ROLL_HASH, Hashes.of(Json.canonical(fixed) + FixedConf.of(server.conf())))
                .endMetadata()
                .build();
    }

    private static PodTemplateSpec derived(PlannedServer server) {
        PodTemplateSpec own = server.spec().podTemplate();
        return owned(server)
                .edit()
                .editMetadata()
                .addToLabels(OptOuts.labels(own))
                .addToAnnotations(OptOuts.annotations(own))
                .endMetadata()
                .editSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(Security.pod(server))
                .editFirstContainer()
                .withImage(server.image())
                .withImagePullPolicy(server.spec().imagePullPolicy())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(Security.container(server))
                .endContainer()
                .endSpec()
                .build();
    }

    /** What the spec's own template cannot change. */
    private static PodTemplateSpec owned(PlannedServer server) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(ServerLabels.of(server.identity()))
                .addToAnnotations(hashes(server))
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(server.lifecycle().grace().toSeconds())
                .withContainers(Containers.webserver(server))
                .withVolumes(Volumes.of(server))
                .endSpec()
                .build();
    }

    private static Map<String, String> hashes(PlannedServer server) {
        Map<String, String> hashes = found(server);
        hashes.put(CONFIG_HASH, Hashes.sha256(ConfWriter.write(server.conf())));
        return hashes;
    }

    private static Map<String, String> found(PlannedServer server) {
        Map<String, String> hashes = new TreeMap<>();
        server.contentHash().ifPresent(hash -> hashes.put(CONTENT_HASH, hash));
        server.certificate().ifPresent(hash -> hashes.put(CERTIFICATE_HASH, hash));
        return hashes;
    }
}
