package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.SizingPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a spec's own pod template says and the derived pods cannot be: what the API server would refuse once the two
 * are merged, and pods that could never start. Where the operator's own value can simply win, it does, and nothing is refused.
 */
final class PodTemplateRules {

    static final String POD = "spec.podTemplate.spec";
    private static final String OLD_PROFILE = "seccomp.security.alpha.kubernetes.io/pod";
    private static final String DEFAULT_PROFILE = "runtime/default";
    private static final long ROOT = 0;
    private static final String NOT_AS_ROOT =
            "the pods run with runAsNonRoot true and would not start, give another user or runAsNonRoot: false beside it";

    private final PodSpec pod;

    private PodTemplateRules(PodSpec pod) {
        this.pod = pod;
    }

    /** Refuses what can be known without a plan. */
    static void refuse(WebServerSpec spec) throws RefusedException {
        refuseOldProfile(spec.podTemplate());
        Optional<PodTemplateRules> rules = of(spec);
        if (rules.isPresent()) {
            rules.get().refuseFields();
            rules.get().refuseNames();
            rules.get().refuseMissingImages();
            rules.get().refuseRoot();
        }
    }

    /**
     * Refuses what contradicts the plan: names of its ports, amounts that cannot be beside those of the server, and waits beyond its
     * end.
     */
    static void refuse(WebServerSpec spec, WebServerConf conf, SizingPlan plan, Lifecycle lifecycle)
            throws RefusedException {
        Optional<PodTemplateRules> rules = of(spec);
        if (rules.isPresent()) {
            rules.get().refusePortNames(ports(spec, conf));
            PodResourceRules.refuse(rules.get().pod, plan);
            rules.get().refuseLongSleep(lifecycle);
        }
    }

    private static Optional<PodTemplateRules> of(WebServerSpec spec) {
        return Optional.ofNullable(spec.podTemplate())
                .flatMap(template -> Optional.ofNullable(template.getSpec()))
                .map(PodTemplateRules::new);
    }

    /** The API server wants the annotation of old to agree with the field, and the field is derived where none is given. */
    private static void refuseOldProfile(@Nullable PodTemplateSpec template) throws RefusedException {
        if (template == null || template.getMetadata() == null) {
            return;
        }
        Map<String, String> annotations =
                Objects.requireNonNullElse(template.getMetadata().getAnnotations(), Map.of());
        String profile = annotations.getOrDefault(OLD_PROFILE, DEFAULT_PROFILE);
        PodSpec pod = template.getSpec();
        boolean derived = pod == null
                || pod.getSecurityContext() == null
                || pod.getSecurityContext().getSeccompProfile() == null;
        if (derived && !profile.equals(DEFAULT_PROFILE)) {
            throw new RefusedException(
                    "InvalidSpec",
                    "spec.podTemplate.metadata.annotations[%s] %s: give spec.podTemplate.spec.securityContext.seccompProfile in its place"
                            .formatted(OLD_PROFILE, profile));
        }
    }

    private void refuseFields() throws RefusedException {
        refuse(
                isOther(pod.getRestartPolicy(), "Always"),
                ".restartPolicy %s: a Deployment's pods have Always".formatted(pod.getRestartPolicy()));
        refuse(
                pod.getActiveDeadlineSeconds() != null,
                ".activeDeadlineSeconds: a Deployment's pods have no end of their own, remove it");
        refuse(!pod.getEphemeralContainers().isEmpty(), ".ephemeralContainers: a template has none, remove them");
        refuse(
                pod.getOs() != null && isOther(pod.getOs().getName(), "linux"),
                ".os.name %s: the server runs on linux"
                        .formatted(pod.getOs() == null ? "" : pod.getOs().getName()));
    }

    /** An empty text is as an absent one. */
    private static boolean isOther(@Nullable String given, String accepted) {
        return given != null && !given.isEmpty() && !given.equals(accepted);
    }

    /** The server's own container has an image; a missing one elsewhere is mostly its name, written otherwise. */
    private void refuseMissingImages() throws RefusedException {
        for (Map.Entry<String, Container> named : containers().toList()) {
            String image = named.getValue().getImage();
            boolean server = named.getKey().equals(".containers[%s]".formatted(PodLayout.CONTAINER));
            refuse(
                    server
                            ? "".equals(image)
                            : Objects.requireNonNullElse(image, "").isEmpty(),
                    "%s.image: it is missing, give one (the server's container is named %s)"
                            .formatted(named.getKey(), PodLayout.CONTAINER));
        }
    }

    private void refuseNames() throws RefusedException {
        for (int i = 0; i < pod.getInitContainers().size(); i++) {
            refuse(
                    PodLayout.CONTAINER.equals(pod.getInitContainers().get(i).getName()),
                    ".initContainers[%d].name %s: the server's container has that name, take another"
                            .formatted(i, PodLayout.CONTAINER));
        }
        for (Container container : pod.getContainers()) {
            refuse(
                    pod.getInitContainers().stream()
                            .anyMatch(init -> Objects.equals(init.getName(), container.getName())),
                    ".containers[%s].name: an init container has that name, take another"
                            .formatted(container.getName()));
        }
    }

    private void refusePortNames(Map<String, Integer> own) throws RefusedException {
        Optional<Container> server = pod.getContainers().stream()
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .findFirst();
        if (server.isPresent()) {
            refusePortNames(server.get().getPorts(), own);
        }
    }

    private static void refusePortNames(List<ContainerPort> ports, Map<String, Integer> ofServer)
            throws RefusedException {
        for (int i = 0; i < ports.size(); i++) {
            ContainerPort port = ports.get(i);
            Integer own = ofServer.get(Objects.requireNonNullElse(port.getName(), ""));
            boolean same = Objects.equals(own, port.getContainerPort())
                    && Objects.requireNonNullElse(port.getProtocol(), "TCP").equals("TCP");
            refuse(
                    own != null && !same,
                    ".containers[%s].ports[%d].name %s: port %d of the server has that name, take another"
                            .formatted(PodLayout.CONTAINER, i, port.getName(), own));
        }
    }

    private static Map<String, Integer> ports(WebServerSpec spec, WebServerConf conf) {
        Map<String, Integer> ports = new HashMap<>(Map.of("management", PodLayout.MANAGEMENT_PORT));
        conf.addresses()
                .forEach(address -> ports.put(
                        spec.tls() != null && address.port() == PodLayout.HTTPS_PORT ? "https" : "http",
                        address.port()));
        return ports;
    }

    /** The derived pods run as any user but root; a user that is root never starts. */
    private void refuseRoot() throws RefusedException {
        PodSecurityContext all = pod.getSecurityContext();
        boolean nonRoot = all == null || !Boolean.FALSE.equals(all.getRunAsNonRoot());
        Long user = all == null ? null : all.getRunAsUser();
        refuseProfile(".securityContext", all == null ? null : all.getSeccompProfile());
        boolean server = pod.getContainers().stream().anyMatch(one -> PodLayout.CONTAINER.equals(one.getName()));
        refuse(!server && nonRoot && Objects.equals(user, ROOT), ".securityContext.runAsUser 0: " + NOT_AS_ROOT);
        for (Map.Entry<String, Container> named : containers().toList()) {
            SecurityContext own =
                    Objects.requireNonNullElseGet(named.getValue().getSecurityContext(), SecurityContext::new);
            boolean nonRootHere = Objects.requireNonNullElse(own.getRunAsNonRoot(), nonRoot);
            Long userHere = own.getRunAsUser() == null ? user : own.getRunAsUser();
            String at = own.getRunAsUser() == null ? "" : named.getKey();
            refuse(nonRootHere && Objects.equals(userHere, ROOT), at + ".securityContext.runAsUser 0: " + NOT_AS_ROOT);
        }
    }

    /** Beside the derived type, which is used where none is given. */
    private static void refuseProfile(String at, @Nullable SeccompProfile profile) throws RefusedException {
        refuse(
                profile != null && profile.getLocalhostProfile() != null && !"Localhost".equals(profile.getType()),
                at + ".seccompProfile.localhostProfile: it needs type: Localhost beside it");
    }

    /** The grace period is derived, and the API server refuses a sleep that is longer. */
    private void refuseLongSleep(Lifecycle lifecycle) throws RefusedException {
        long grace = lifecycle.grace().toSeconds();
        for (Map.Entry<String, Container> named : containers().toList()) {
            var own = named.getValue().getLifecycle();
            if (own != null) {
                refuseLongSleep(named.getKey() + ".lifecycle.postStart", own.getPostStart(), grace);
            }
            if (own != null && !PodLayout.CONTAINER.equals(named.getValue().getName())) {
                refuseLongSleep(named.getKey() + ".lifecycle.preStop", own.getPreStop(), grace);
            }
        }
    }

    private static void refuseLongSleep(String at, @Nullable LifecycleHandler handler, long grace)
            throws RefusedException {
        Long seconds = handler == null || handler.getSleep() == null
                ? null
                : handler.getSleep().getSeconds();
        refuse(
                seconds != null && seconds > grace,
                "%s.sleep.seconds %d: the pods have %d s to end, give at most that, or a longer spec.mpm.gracefulShutdownTimeout"
                        .formatted(at, seconds, grace));
    }

    private Stream<Map.Entry<String, Container>> containers() {
        return Stream.concat(
                pod.getContainers().stream().map(one -> Map.entry(".containers[%s]".formatted(one.getName()), one)),
                pod.getInitContainers().stream()
                        .map(one -> Map.entry(".initContainers[%s]".formatted(one.getName()), one)));
    }

    static void refuse(boolean wrong, String message) throws RefusedException {
        if (wrong) {
            throw new RefusedException("InvalidSpec", POD + message);
        }
    }
}
