package io.mpmoperator.operator.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.admission.Admission;
import io.mpmoperator.operator.plan.ConfigMapReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the WebServers of a file of manifests; what the API server would refuse at admission is refused here. */
final class WebServerFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Admission ADMISSION = Admission.ofThisVersion();
    private static final String DEFAULT_NAMESPACE = "default";

    private static final String API_VERSION = WebServer.GROUP + "/" + WebServer.VERSION;

    private final List<WebServer> webServers = new ArrayList<>();
    private final Map<String, Map<String, String>> configMaps = new HashMap<>();
    private final Set<String> others = new TreeSet<>();

    private WebServerFile() {}

    static WebServerFile read(String file, InputStream standardInput) throws UsageException {
        WebServerFile found = new WebServerFile();
        try {
            for (JsonNode document : Documents.read(text(file, standardInput))) {
                found.collect(document);
            }
        } catch (UsageException e) {
            throw new UsageException("%s: %s".formatted(file, e.getMessage()));
        } catch (CharacterCodingException e) {
            throw new UsageException("%s: this is no text in UTF-8".formatted(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("%s: there is no such file".formatted(file));
        } catch (IOException e) {
            throw new UsageException("%s: it cannot be read: %s".formatted(file, e.getMessage()));
        }
        if (found.webServers.isEmpty()) {
            throw new UsageException(
                    "%s: there is no WebServer of %s in it%s".formatted(file, API_VERSION, found.others()));
        }
        return found;
    }

    List<WebServer> webServers() {
        return webServers;
    }

    /** The ConfigMaps of the same file that are in a WebServer's namespace. */
    ConfigMapReader configMapsBeside(WebServer webServer) {
        String namespace = webServer.getMetadata().getNamespace();
        return name -> Optional.ofNullable(configMaps.get(namespace + "/" + name));
    }

    private static String text(String file, InputStream standardInput) throws IOException {
        byte[] bytes = file.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file));
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private String others() {
        return others.isEmpty() ? "" : ", but " + String.join(", ", others);
    }

    private void collect(JsonNode document) throws UsageException {
        String kind = document.path("kind").asText();
        String apiVersion = document.path("apiVersion").asText(API_VERSION);
        if (kind.equals("List")) {
            for (JsonNode item : document.path("items")) {
                collect(item);
            }
        } else if (kind.equals(WebServer.KIND) && apiVersion.equals(API_VERSION)) {
            webServers.add(webServer(document));
        } else if (kind.equals(WebServer.KIND) && apiVersion.startsWith(WebServer.GROUP + "/")) {
            throw new UsageException(
                    "apiVersion %s has no WebServer: %s is accepted".formatted(apiVersion, API_VERSION));
        } else if (!document.isNull()) {
            if (kind.equals("ConfigMap")) {
                remember(document);
            }
            others.add(kind.isEmpty() ? "something without a kind" : "%s of %s".formatted(kind, apiVersion));
        }
    }

    private void remember(JsonNode configMap) {
        JsonNode metadata = configMap.path("metadata");
        Map<String, String> data = new HashMap<>();
        configMap
                .path("data")
                .properties()
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
        configMaps.put(
                metadata.path("namespace").asText(DEFAULT_NAMESPACE) + "/"
                        + metadata.path("name").asText(),
                data);
    }

    private static WebServer webServer(JsonNode document) throws UsageException {
        JsonNode name = document.path("metadata").path("name");
        if (name.isMissingNode()) {
            throw new UsageException("a WebServer has no metadata.name: give it one, such as metadata: {name: shop}");
        }
        List<String> refusals = ADMISSION.refusals(document);
        if (!refusals.isEmpty()) {
            throw refused(name, String.join("\n  ", refusals));
        }
        try {
            WebServer webServer = JSON.treeToValue(document, WebServer.class);
            ObjectMeta metadata = webServer.getMetadata();
            Optional<String> unknown =
                    metadata.getAdditionalProperties().keySet().stream().findFirst();
            if (unknown.isPresent()) {
                throw refused(name, "unknown field \"metadata.%s\"".formatted(unknown.get()));
            }
            metadata.setNamespace(Objects.requireNonNullElse(metadata.getNamespace(), DEFAULT_NAMESPACE));
            metadata.setUid(Objects.requireNonNullElse(metadata.getUid(), ""));
            return webServer;
        } catch (UnrecognizedPropertyException e) {
            throw refused(name, "%s is no field of a WebServer; beside it are known: %s".formatted(path(e), known(e)));
        } catch (MismatchedInputException e) {
            throw refused(name, "%s: Invalid value: %s is accepted".formatted(path(e), accepted(e.getTargetType())));
        } catch (JsonMappingException e) {
            throw refused(name, "%s: %s".formatted(path(e), e.getOriginalMessage()));
        } catch (JacksonException e) {
            throw refused(name, e.getOriginalMessage());
        }
    }

    private static UsageException refused(JsonNode name, String why) {
        return new UsageException("WebServer %s would be refused: %s".formatted(name.asText(), why));
    }

    private static String accepted(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return type.equals(String.class) ? "a text" : "an object";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
