package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.mpmoperator.api.v1alpha1.AutoscalingSpec;
import io.mpmoperator.api.v1alpha1.CertificateSpec;
import io.mpmoperator.api.v1alpha1.ConfigMapVolume;
import io.mpmoperator.api.v1alpha1.MpmSpec;
import io.mpmoperator.api.v1alpha1.SizingSpec;
import io.mpmoperator.api.v1alpha1.TlsSpec;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.footprint.Flavor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what says two things at once, or one that needs another. The schema's rules refuse most of it at admission; this
 * is for an API server without them, for files, and for what a rule cannot see.
 */
final class Ambiguities {

    private Ambiguities() {}

    static void refuse(WebServerSpec spec) throws RefusedException {
        refuseTwoSizings(spec.sizing());
        refuseSizedNumbers(spec);
        refuseTwoVolumes(spec);
        refuseTwoConfigurations(spec);
        refuseTwoCertificates(spec.tls());
        refuseJarsInAnExecutable(spec);
        refuseUtilizationOfNothing(spec);
        PodTemplateRules.refuse(spec);
    }

    /** The operator's own ConfigMap has the name of the WebServer. */
    static void refuseOwnName(String name, WebServerSpec spec) throws RefusedException {
        refuseOwnName(
                name,
                "spec.content.configMap.name",
                spec.content() == null ? null : spec.content().configMap());
        refuseOwnName(
                name,
                "spec.handlerJars.configMap.name",
                spec.handlerJars() == null ? null : spec.handlerJars().configMap());
        refuseOwnName(
                name,
                "spec.configurationFrom.configMap.name",
                spec.configurationFrom() == null
                        ? ""
                        : spec.configurationFrom().configMap().name());
    }

    private static void refuseOwnName(String name, String field, @Nullable ConfigMapVolume referred)
            throws RefusedException {
        refuseOwnName(name, field, referred == null ? "" : referred.name());
    }

    private static void refuseOwnName(String name, String field, String referred) throws RefusedException {
        if (name.equals(referred)) {
            throw invalid(
                    "%s %s: the operator's own ConfigMap, with webserver.conf, has the WebServer's name, give yours another"
                            .formatted(field, name));
        }
    }

    private static void refuseTwoSizings(@Nullable SizingSpec sizing) throws RefusedException {
        if (sizing != null && sizing.concurrency() != null && sizing.memoryBudget() != null) {
            throw invalid("spec.sizing: give one of concurrency %d and memoryBudget %s: each determines the other"
                    .formatted(sizing.concurrency(), sizing.memoryBudget()));
        }
    }

    private static void refuseSizedNumbers(WebServerSpec spec) throws RefusedException {
        SizingSpec sizing = spec.sizing();
        if (sizing == null || (sizing.concurrency() == null && sizing.memoryBudget() == null)) {
            return;
        }
        List<String> numbers = numbers(spec.mpm());
        if (!numbers.isEmpty()) {
            throw invalid("spec.sizing.%s derives the numbers of spec.mpm: remove it, or remove %s"
                    .formatted(
                            sizing.concurrency() == null ? "memoryBudget" : "concurrency", String.join(", ", numbers)));
        }
    }

    private static List<String> numbers(MpmSpec mpm) {
        return Stream.of(
                        named("startServers", mpm.startServers()),
                        named("minSpareServers", mpm.minSpareServers()),
                        named("maxSpareServers", mpm.maxSpareServers()),
                        named("minSpareThreads", mpm.minSpareThreads()),
                        named("maxSpareThreads", mpm.maxSpareThreads()),
                        named("serverLimit", mpm.serverLimit()),
                        named("threadLimit", mpm.threadLimit()),
                        named("threadsPerChild", mpm.threadsPerChild()),
                        named("maxRequestWorkers", mpm.maxRequestWorkers()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> named(String name, @Nullable Integer number) {
        return number == null ? Optional.empty() : Optional.of(name);
    }

    private static void refuseTwoVolumes(WebServerSpec spec) throws RefusedException {
        if (spec.content() != null && spec.content().volume().sources() != 1) {
            throw invalid("spec.content: give exactly one of configMap, persistentVolumeClaim and image");
        }
        if (spec.handlerJars() != null && spec.handlerJars().sources() != 1) {
            throw invalid("spec.handlerJars: give exactly one of configMap, persistentVolumeClaim and image");
        }
    }

    private static void refuseTwoConfigurations(WebServerSpec spec) throws RefusedException {
        if (spec.configuration() != null && spec.configurationFrom() != null) {
            throw invalid("spec: give one of configuration and configurationFrom");
        }
    }

    private static void refuseTwoCertificates(@Nullable TlsSpec tls) throws RefusedException {
        if (tls == null) {
            return;
        }
        if (tls.secretName() == null && tls.certificates().isEmpty()) {
            throw invalid("spec.tls: give secretName, or certificates");
        }
        Set<String> hosts = new HashSet<>();
        for (CertificateSpec certificate : tls.certificates()) {
            for (String host : certificate.hosts()) {
                if (!hosts.add(host)) {
                    throw invalid(
                            "spec.tls.certificates: %s is named twice, and a host has one certificate".formatted(host));
                }
            }
        }
    }

    private static void refuseJarsInAnExecutable(WebServerSpec spec) throws RefusedException {
        if (Flavor.NATIVE.text().equals(spec.flavor()) && spec.handlerJars() != null) {
            throw invalid("spec.flavor native loads no jars: remove spec.handlerJars and compile the handlers into"
                    + " spec.image, or take flavor jvm");
        }
    }

    /** An autoscaler on the CPU sees nothing of a container that requests none, and never scales. */
    private static void refuseUtilizationOfNothing(WebServerSpec spec) throws RefusedException {
        AutoscalingSpec autoscaling = spec.autoscaling();
        if (autoscaling != null && autoscaling.metrics().isEmpty() && !requestsCpu(spec.podTemplate())) {
            throw invalid(
                    "spec.autoscaling.cpuUtilization is a share of the CPU request, and there is none: give container"
                            + " webserver resources.requests.cpu in spec.podTemplate, or give spec.autoscaling.metrics");
        }
    }

    private static boolean requestsCpu(@Nullable PodTemplateSpec template) {
        if (template == null || template.getSpec() == null) {
            return false;
        }
        return template.getSpec().getContainers().stream()
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .map(Container::getResources)
                .filter(Objects::nonNull)
                .anyMatch(Ambiguities::hasCpu);
    }

    private static boolean hasCpu(ResourceRequirements resources) {
        Map<String, Quantity> requests = resources.getRequests();
        Map<String, Quantity> limits = resources.getLimits();
        return (requests != null && requests.containsKey("cpu")) || (limits != null && limits.containsKey("cpu"));
    }

    private static RefusedException invalid(String message) {
        return new RefusedException("InvalidSpec", message);
    }
}
