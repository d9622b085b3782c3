package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mpmoperator.operator.plan.Claim;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.resources.Hashes;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.Reference;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what pods refer to, one object at a time by its name: to watch the Secrets of a namespace, the operator would
 * have to be allowed to read them all.
 */
final class ReferencedObjects {

    private static final String CERTIFICATE = "tls.crt";

    private final KubernetesClient client;

    ReferencedObjects(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What was found.
     *
     * @param hash changes with the content of every object that pods take up at their start; empty where there is none
     * @param missing objects without which the pods do not start
     * @param certificate the SHA-256 of the certificates that running pods take up, in order and with commas between them; empty
     *     where one of them is missing
     * @param jars the ConfigMap with the handlers' jars
     */
    record Found(
            Optional<String> hash, List<Reference> missing, Optional<String> certificate, Optional<ConfigMap> jars) {}

    /** Reads all that the server's pods refer to, which have that template. */
    Found read(PlannedServer server, PodTemplateSpec pods) {
        String namespace = server.identity().namespace();
        List<Reference> missing = new ArrayList<>();
        Optional<String> hash = hash(namespace, Reference.takenUpAtStart(server, pods), missing);
        Optional<String> certificate = certificates(namespace, Reference.certificatesOf(server, pods), missing);
        Optional<ConfigMap> jars = Reference.handlerJarsOf(server)
                .flatMap(map -> required(namespace, map, missing))
                .map(ConfigMap.class::cast);
        return new Found(hash, missing.stream().distinct().toList(), certificate, jars);
    }

    private Optional<String> certificates(String namespace, List<Reference> secrets, List<Reference> missing) {
        List<Optional<String>> hashes = secrets.stream()
                .map(secret -> required(namespace, secret, missing).flatMap(ReferencedObjects::certificate))
                .toList();
        return hashes.isEmpty() || hashes.contains(Optional.<String>empty())
                ? Optional.empty()
                : Optional.of(hashes.stream()
                        .flatMap(Optional::stream)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(",")));
    }

    private static Optional<String> certificate(HasMetadata object) {
        return object instanceof Secret secret
                ? Optional.ofNullable(secret.getData())
                        .map(data -> data.get(CERTIFICATE))
                        .map(Base64.getDecoder()::decode)
                        .map(Hashes::sha256)
                : Optional.empty();
    }

    private Optional<String> hash(String namespace, List<Reference> references, List<Reference> missing) {
        List<String> contents = new ArrayList<>();
        for (Reference reference : references) {
            Optional<HasMetadata> object =
                    reference.optional() ? find(namespace, reference) : required(namespace, reference, missing);
            contents.add(reference + "=" + object.map(ReferencedObjects::data).orElse(""));
        }
        return contents.isEmpty() ? Optional.empty() : Optional.of(Hashes.of(String.join("\n", contents)));
    }

    private Optional<HasMetadata> required(String namespace, Reference reference, List<Reference> missing) {
        Optional<HasMetadata> object = find(namespace, reference);
        if (object.isEmpty()) {
            missing.add(reference);
        }
        return object;
    }

    /** The texts of a ConfigMap by their keys; nothing where there is no such ConfigMap. */
    Optional<Map<String, String>> configMap(String namespace, String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(found -> Objects.requireNonNullElse(found.getData(), Map.of()));
    }

    /** The claims that are there; none of them where the operator may not read claims, as with the role of an older chart. */
    List<Claim> claims(String namespace, List<String> names) {
        try {
            return names.stream()
                    .flatMap(name -> claim(namespace, name).stream())
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    private Optional<Claim> claim(String namespace, String name) {
        return Optional.ofNullable(client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(found -> new Claim(name, List.copyOf(found.getSpec().getAccessModes())));
    }

    private Optional<HasMetadata> find(String namespace, Reference reference) {
        HasMetadata object = switch (reference.kind()) {
            case CONFIG_MAP ->
                client.configMaps()
                        .inNamespace(namespace)
                        .withName(reference.name())
                        .get();
            case SECRET ->
                client.secrets()
                        .inNamespace(namespace)
                        .withName(reference.name())
                        .get();
        };
        return Optional.ofNullable(object);
    }

    private static String data(HasMetadata object) {
        Stream<Object> data = switch (object) {
            case ConfigMap map -> Stream.of(map.getData(), map.getBinaryData());
            case Secret secret -> Stream.of(secret.getData());
            default -> Stream.empty();
        };
        return data.map(Json::canonical).collect(Collectors.joining());
    }
}
