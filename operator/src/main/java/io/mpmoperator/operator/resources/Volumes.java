package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.mpmoperator.api.v1alpha1.AccessLogSpec;
import io.mpmoperator.api.v1alpha1.BasicAuthSpec;
import io.mpmoperator.api.v1alpha1.CertificateSpec;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is mounted into a pod: its configuration, its files, its handlers, its certificates, and a place for files in passing. */
final class Volumes {

    private static final String TMP = "tmp";
    private static final String CONTENT = "content";
    static final String HANDLERS = "handlers";
    static final String TLS = "tls";
    static final String CERTIFICATES = "certificates";

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
        ownCertificate(server).ifPresent(name -> volumes.add(secret(TLS, name)));
        if (!certificates(server).isEmpty()) {
            volumes.add(certificates(certificates(server)));
        }
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
        ownCertificate(server).ifPresent(_ -> mounts.add(readOnly(TLS, PodLayout.TLS_FOLDER, null)));
        if (!certificates(server).isEmpty()) {
            mounts.add(readOnly(CERTIFICATES, PodLayout.CERTIFICATES_FOLDER, null));
        }
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

    /** The volumes with certificates alone. */
    static Set<String> ofCertificates(PlannedServer server) {
        Set<String> names = new HashSet<>();
        ownCertificate(server).ifPresent(_ -> names.add(TLS));
        if (!certificates(server).isEmpty()) {
            names.add(CERTIFICATES);
        }
        return names;
    }

    /** The Secret of the certificate of all hosts. */
    private static Optional<String> ownCertificate(PlannedServer server) {
        return Optional.ofNullable(server.spec().tls()).map(TlsSpec::secretName);
    }

    private static List<CertificateSpec> certificates(PlannedServer server) {
        return Optional.ofNullable(server.spec().tls())
                .map(TlsSpec::certificates)
                .orElse(List.of());
    }

    /** The certificates of single hosts, each in a folder with its Secret's name. */
    private static Volume certificates(List<CertificateSpec> certificates) {
        return new VolumeBuilder()
                .withName(CERTIFICATES)
                .withNewProjected()
                .withDefaultMode(READABLE)
                .withSources(certificates.stream()
                        .map(certificate -> folder(certificate.secretName()))
                        .toList())
                .endProjected()
                .build();
    }

    private static VolumeProjection folder(String secret) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(secret)
                .addToItems(item(PodLayout.CERTIFICATE, secret), item(PodLayout.CERTIFICATE_KEY, secret))
                .endSecret()
                .build();
    }

    private static KeyToPath item(String key, String folder) {
        return new KeyToPathBuilder().withKey(key).withPath(folder + "/" + key).build();
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
