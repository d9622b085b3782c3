package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.resources.Hashes;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what pods refer to, one object at a time by its name: to watch the Secrets of a namespace, the operator would
 * have to be allowed to read them all.
 */
final class Contents {

    private final KubernetesClient client;

    Contents(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What was found.
     *
     * @param hash changes with the content of every object; empty where nothing is referred to
     * @param missing objects without which the pods do not start
     */
    record Found(Optional<String> hash, List<Reference> missing) {}

    Found read(String namespace, List<Reference> references) {
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
                contents.isEmpty() ? Optional.empty() : Optional.of(Hashes.of(String.join("\n", contents))), missing);
    }

    private Optional<String> content(String namespace, Reference reference) {
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
        return Optional.ofNullable(object).map(Contents::data);
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
