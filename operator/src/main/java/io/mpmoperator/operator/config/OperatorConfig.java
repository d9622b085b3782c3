package io.mpmoperator.operator.config;

import io.mpmoperator.footprint.Flavor;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** What the operator itself can be told, as properties or as environment variables ({@code MPM_SERVER_IMAGE}). */
@ConfigMapping(prefix = "mpm")
public interface OperatorConfig {

    /** The version of this operator. */
    String version();

    /** The server image of WebServers of flavor jvm that name none; the one of this version where it is not said. */
    Optional<String> serverImage();

    /** The server image of WebServers of flavor native that name none; the one of this version where it is not said. */
    Optional<String> serverImageNative();

    /** The flavor of WebServers that name none, and nothing that only a JVM can have. */
    Flavor defaultFlavor();

    /** The namespaces that are watched; all of them where none is said. */
    Optional<List<String>> namespaces();

    /** Whether the pods' management ports are read, to see that a server's workers are all busy. */
    @WithName("read-loads")
    @WithDefault("true")
    boolean readsMetrics();

    /** Whether only one of several operators works at a time. */
    @WithName("leader-election.enabled")
    @WithDefault("false")
    boolean leaderElection();

    /** The namespace of the Lease; the operator's own where it runs in a pod. */
    @WithName("leader-election.namespace")
    Optional<String> leaseNamespace();

    /** The Lease that the operators contend for. */
    @WithName("leader-election.lease")
    @WithDefault("mpm-operator")
    String lease();

    /** A namespace in which WebServers can be listed; nothing where all namespaces are watched. */
    default Optional<String> watchedNamespace() {
        return namespaces().filter(names -> !names.isEmpty()).map(List::getFirst);
    }

    /** The server image of WebServers of a flavor that name none. */
    default String defaultImage(Flavor flavor) {
        Optional<String> said = switch (flavor) {
            case JVM -> serverImage();
            case NATIVE -> serverImageNative();
        };
        return said.orElseGet(() -> imageOf(version(), flavor));
    }

    /** The property that names the flavor of WebServers that name none. */
    String DEFAULT_FLAVOR = "mpm.default-flavor";

    /** The property that names the server image of WebServers of a flavor that name none. */
    static String imageProperty(Flavor flavor) {
        return switch (flavor) {
            case JVM -> "mpm.server-image";
            case NATIVE -> "mpm.server-image-native";
        };
    }

    /** The server image of a flavor that was released with a version of the operator. */
    static String imageOf(String version, Flavor flavor) {
        return switch (flavor) {
            case JVM -> "mpm-server:" + version;
            case NATIVE -> "mpm-server:" + version + "-native";
        };
    }
}
