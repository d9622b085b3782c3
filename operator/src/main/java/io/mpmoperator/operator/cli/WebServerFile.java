package io.mpmoperator.operator.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.admission.Admission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads the WebServers of a file of manifests; what the API server would refuse at admission is refused here. */
final class WebServerFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Admission ADMISSION = Admission.ofThisVersion();
    private static final String DEFAULT_NAMESPACE = "default";

    private WebServerFile() {}

    static List<WebServer> read(String file, InputStream standardInput) throws UsageException {
        List<WebServer> webServers = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text(file, standardInput))) {
            while (documents.hasNextValue()) {
                collect(file, documents.nextValue(), webServers);
            }
        } catch (JacksonException e) {
            throw new UsageException("%s: %sno YAML: %s".formatted(file, place(e), oneLine(e)));
        } catch (MalformedInputException e) {
            throw new UsageException("%s: this is no text in UTF-8".formatted(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("%s: there is no such file".formatted(file));
        } catch (IOException e) {
            throw new UsageException("%s: it cannot be read: %s".formatted(file, e.getMessage()));
        }
        if (webServers.isEmpty()) {
            throw new UsageException(
                    "%s: there is no WebServer of %s/%s in it".formatted(file, WebServer.GROUP, WebServer.VERSION));
        }
        return webServers;
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : "line %d: ".formatted(e.getLocation().getLineNr());
    }

    private static String oneLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("nothing can be read");
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
        if (!document.path("metadata").has("name")) {
            throw new UsageException("%s: a WebServer has no metadata.name".formatted(file));
        }
        List<String> refusals = ADMISSION.refusals(document);
        if (!refusals.isEmpty()) {
            throw new UsageException("%s: WebServer %s would be refused: %s"
                    .formatted(file, document.path("metadata").path("name").asText(), String.join("\n  ", refusals)));
        }
        try {
            WebServer webServer = YAML.treeToValue(document, WebServer.class);
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
