package io.mpmoperator.operator.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.mpmoperator.api.v1alpha1.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads the WebServers of a file of manifests; a field that the API does not know is refused by name. */
final class WebServerFile {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String DEFAULT_NAMESPACE = "default";

    private WebServerFile() {}

    static List<WebServer> read(String file, InputStream standardInput) throws UsageException {
        List<WebServer> webServers = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text(file, standardInput))) {
            while (documents.hasNext()) {
                collect(file, documents.next(), webServers);
            }
        } catch (JacksonException e) {
            throw new UsageException("%s: %s".formatted(file, e.getOriginalMessage()));
        } catch (NoSuchFileException e) {
            throw new UsageException("%s: there is no such file".formatted(file));
        } catch (IOException e) {
            throw new UsageException("%s: %s".formatted(file, e.getMessage()));
        }
        if (webServers.isEmpty()) {
            throw new UsageException(
                    "%s: there is no WebServer of %s/%s in it".formatted(file, WebServer.GROUP, WebServer.VERSION));
        }
        return webServers;
    }

    private static String text(String file, InputStream standardInput) throws IOException {
        return file.equals("-")
                ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }

    private static void collect(String file, JsonNode document, List<WebServer> webServers)
            throws UsageException, JacksonException {
        if (document.path("kind").asText().equals("List")) {
            for (JsonNode item : document.path("items")) {
                collect(file, item, webServers);
            }
        } else if (document.path("kind").asText().equals(WebServer.KIND)) {
            webServers.add(webServer(file, document));
        }
    }

    private static WebServer webServer(String file, JsonNode document) throws UsageException, JacksonException {
        try {
            WebServer webServer = YAML.treeToValue(document, WebServer.class);
            if (webServer.getMetadata() == null || webServer.getMetadata().getName() == null) {
                throw new UsageException("%s: a WebServer has no metadata.name".formatted(file));
            }
            ObjectMeta metadata = webServer.getMetadata();
            metadata.setNamespace(Objects.requireNonNullElse(metadata.getNamespace(), DEFAULT_NAMESPACE));
            metadata.setUid(Objects.requireNonNullElse(metadata.getUid(), ""));
            return webServer;
        } catch (UnrecognizedPropertyException e) {
            throw new UsageException(
                    "%s: %s is no field of a WebServer; beside it are known: %s".formatted(file, path(e), known(e)));
        } catch (JsonMappingException e) {
            throw new UsageException("%s: %s: %s".formatted(file, path(e), e.getOriginalMessage()));
        }
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
