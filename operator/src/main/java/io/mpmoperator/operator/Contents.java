package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mpmoperator.operator.plan.Claim;
import io.mpmoperator.operator.resources.Hashes;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.Reference;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what pods refer to, one object at a time by its name: to watch the Secrets of a namespace, the operator would
 * have to be allowed to read them all.
 */
final class Contents {

    private static final String CERTIFICATE = "tls.crt";

    private final KubernetesClient client;

    Contents(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What was found.
     *
     * @param hash changes with the content of every object that pods take up at their start; empty where there is none
     * @param missing objects without which the pods do not start
     * @param certificate the SHA-256 of the certificate that running pods take up
     */
    record Found(Optional<String> hash, List<Reference> missing, Optional<String> certificate) {}

    Found read(String namespace, List<Reference> references, Optional<Reference> certificate) {
        Found others = readAll(
                namespace,
                references.stream()
                        .filter(reference -> !isThat(certificate, reference))
                        .toList());
        if (certificate.isEmpty()) {
            return others;
        }
        Optional<HasMetadata> secret = find(namespace, certificate.get());
        List<Reference> missing = new ArrayList<>(others.missing());
        if (secret.isEmpty()) {
            missing.add(certificate.get());
        }
        return new Found(others.hash(), List.copyOf(missing), secret.flatMap(Contents::certificate));
    }

    private static boolean isThat(Optional<Reference> certificate, Reference reference) {
        return certificate.filter(reference::equals).isPresent();
    }

    private static Optional<String> certificate(HasMetadata object) {
        return object instanceof Secret secret
                ? Optional.ofNullable(secret.getData())
                        .map(data -> data.get(CERTIFICATE))
                        .map(Base64.getDecoder()::decode)
                        .map(Hashes::sha256)
                : Optional.empty();
    }

    private Found readAll(String namespace, List<Reference> references) {
        List<String> contents = new ArrayList<>();
        List<Reference> missing = new ArrayList<>();
        for (Reference reference : references) {
            Optional<String> content = content(namespace, reference);
            contents.add(reference + "=" + content.orElse(""));
            if (content.isEmpty() && !reference.optional()) {
                missing.add(reference);
            }
        }
        return new Found(
                contents.isEmpty() ? Optional.empty() : Optional.of(Hashes.of(String.join("\n", contents))),
                missing,
                Optional.empty());
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

    private Optional<String> content(String namespace, Reference reference) {
        return find(namespace, reference).map(Contents::data);
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
