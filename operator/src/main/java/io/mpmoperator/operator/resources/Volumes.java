package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.mpmoperator.api.v1alpha1.AccessLogSpec;
import io.mpmoperator.api.v1alpha1.BasicAuthSpec;
import io.mpmoperator.api.v1alpha1.ClaimVolume;
import io.mpmoperator.api.v1alpha1.ConfigMapVolume;
import io.mpmoperator.api.v1alpha1.ConfigurationConfigMap;
import io.mpmoperator.api.v1alpha1.ConfigurationSource;
import io.mpmoperator.api.v1alpha1.ContentSpec;
import io.mpmoperator.api.v1alpha1.ImageVolume;
import io.mpmoperator.api.v1alpha1.LoggingSpec;
import io.mpmoperator.api.v1alpha1.SiteSpec;
import io.mpmoperator.api.v1alpha1.TlsSpec;
import io.mpmoperator.api.v1alpha1.VolumeSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is mounted into a pod: its configuration, its files, its handlers, its certificate, and a place for files in passing. */
final class Volumes {

    private static final String TMP = "tmp";
    private static final String CONTENT = "content";
    static final String HANDLERS = "handlers";
    static final String TLS = "tls";

    private static final String CONFIGURATION = "configuration";
    private static final String PASSWORDS = "passwords";

    private static final String LOGS = "access-log";

    /** The environment variable that tells a pod's mounts its name. */
    static final String POD_NAME = "POD_NAME";

    static final int READABLE = 0444;

    private Volumes() {}

    static List<Volume> of(PlannedServer server) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(ConfVolume.of(server.identity().name(), server.confKey()));
        volumes.add(new VolumeBuilder()
                .withName(TMP)
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        content(server).ifPresent(content -> volumes.add(volume(CONTENT, content)));
        handlerJars(server).ifPresent(jars -> volumes.add(handlers(server, jars)));
        tls(server).ifPresent(tls -> volumes.add(secret(TLS, tls.secretName())));
        logClaim(server).ifPresent(claim -> volumes.add(claim(LOGS, claim, false)));
        configuration(server).ifPresent(source -> volumes.add(configMap(CONFIGURATION, source.name())));
        passwords(server).ifPresent(auth -> volumes.add(secret(PASSWORDS, auth.secretName())));
        return volumes;
    }

    /** Those volumes, of which the server's own are as was found out since: the key of its configuration, the copy of its jars. */
    static List<Volume> found(List<Volume> volumes, PlannedServer server) {
        return volumes.stream().map(volume -> found(volume, server)).toList();
    }

    private static Volume found(Volume volume, PlannedServer server) {
        Optional<VolumeSpec> jars = handlerJars(server);
        return switch (volume.getName()) {
            case ConfVolume.NAME -> ConfVolume.of(server.identity().name(), server.confKey());
            case HANDLERS ->
                jars.isPresent() && server.handlerCopy().isPresent() ? handlers(server, jars.get()) : volume;
            default -> volume;
        };
    }

    static List<VolumeMount> mounts(PlannedServer server) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(readOnly(ConfVolume.NAME, PodLayout.CONF_FOLDER, null));
        mounts.add(new VolumeMountBuilder()
                .withName(TMP)
                .withMountPath(PodLayout.TMP_FOLDER)
                .build());
        content(server).ifPresent(content -> mounts.add(readOnly(CONTENT, PodLayout.CONTENT_FOLDER, subPath(content))));
        handlerJars(server).ifPresent(jars -> mounts.add(readOnly(HANDLERS, PodLayout.HANDLER_FOLDER, subPath(jars))));
        tls(server).ifPresent(tls -> mounts.add(readOnly(TLS, PodLayout.TLS_FOLDER, null)));
        logClaim(server).ifPresent(claim -> mounts.add(logs(claim)));
        configuration(server).ifPresent(_ -> mounts.add(readOnly(CONFIGURATION, PodLayout.CONFIGURATION_FOLDER, null)));
        passwords(server).ifPresent(_ -> mounts.add(readOnly(PASSWORDS, PodLayout.PASSWORD_FOLDER, null)));
        return mounts;
    }

    private static Optional<VolumeSpec> content(PlannedServer server) {
        return Optional.ofNullable(server.spec().content()).map(ContentSpec::volume);
    }

    private static Optional<VolumeSpec> handlerJars(PlannedServer server) {
        return Optional.ofNullable(server.spec().handlerJars());
    }

    private static Optional<TlsSpec> tls(PlannedServer server) {
        return Optional.ofNullable(server.spec().tls());
    }

    /** The ConfigMap of the configuration, with the files that it names. */
    private static Optional<ConfigurationConfigMap> configuration(PlannedServer server) {
        return Optional.ofNullable(server.spec().configurationFrom()).map(ConfigurationSource::configMap);
    }

    private static Optional<BasicAuthSpec> passwords(PlannedServer server) {
        return Optional.ofNullable(server.spec().site()).map(SiteSpec::basicAuth);
    }

    /** Where the access log goes, when it goes onto a claim. */
    static Optional<ClaimVolume> logClaim(PlannedServer server) {
        return Optional.ofNullable(server.spec().logging())
                .map(LoggingSpec::accessLog)
                .map(AccessLogSpec::persistentVolumeClaim);
    }

    /** Every pod writes into a folder of its own. */
    private static VolumeMount logs(ClaimVolume claim) {
        String parent = claim.subPath() == null ? "" : claim.subPath() + "/";
        return new VolumeMountBuilder()
                .withName(LOGS)
                .withMountPath(PodLayout.LOG_FOLDER)
                .withSubPathExpr(parent + "$(" + POD_NAME + ")")
                .build();
    }

    private static Volume claim(String name, ClaimVolume claim, boolean readOnly) {
        return new VolumeBuilder()
                .withName(name)
                .withNewPersistentVolumeClaim(claim.claimName(), readOnly)
                .build();
    }

    /** Where no copy has been made, as in a rendering, pods mount the ConfigMap itself. */
    private static Volume handlers(PlannedServer server, VolumeSpec jars) {
        return server.handlerCopy()
                .filter(copy -> jars.configMap() != null)
                .map(copy -> configMap(HANDLERS, copy))
                .orElseGet(() -> volume(HANDLERS, jars));
    }

    private static Volume volume(String name, VolumeSpec spec) {
        ConfigMapVolume configMap = spec.configMap();
        if (configMap != null) {
            return configMap(name, configMap.name());
        }
        ClaimVolume claim = spec.persistentVolumeClaim();
        if (claim != null) {
            return claim(name, claim, true);
        }
        ImageVolume image = spec.image();
        if (image != null) {
            return new VolumeBuilder()
                    .withName(name)
                    .withNewImage(image.pullPolicy(), image.reference())
                    .build();
        }
        throw new IllegalArgumentException(name + " names no volume");
    }

    private static Volume configMap(String volume, String configMap) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewConfigMap()
                .withName(configMap)
                .withDefaultMode(READABLE)
                .endConfigMap()
                .build();
    }

    private static Volume secret(String name, String secret) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(READABLE)
                .endSecret()
                .build();
    }

    private static @Nullable String subPath(VolumeSpec spec) {
        ClaimVolume claim = spec.persistentVolumeClaim();
        ImageVolume image = spec.image();
        if (claim != null) {
            return claim.subPath();
        }
        return image == null ? null : image.subPath();
    }

    private static VolumeMount readOnly(String name, String path, @Nullable String subPath) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(true)
                .withSubPath(subPath)
                .build();
    }
}
