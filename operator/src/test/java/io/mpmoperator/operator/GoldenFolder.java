package io.mpmoperator.operator;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.operator.resources.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** A folder with {@code in-webserver.yaml}, what the operator was told, and the {@code out-*.yaml} that must come of it. */
final class GoldenFolder {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final String REFRESH = "./mvnw -Pgenerate";

    private final Path folder;

    private GoldenFolder(Path folder) {
        this.folder = folder;
    }

    static List<GoldenFolder> all() throws IOException {
        Path root = Path.of(System.getProperty("golden.folder", "src/test/resources/golden"));
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted().map(GoldenFolder::new).toList();
        }
    }

    String name() {
        return Objects.toString(folder.getFileName());
    }

    WebServer input() {
        try {
            return YAML.readValue(Files.readString(folder.resolve("in-webserver.yaml")), WebServer.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The flavor of a WebServer that names none: what {@code in-default-flavor} says; jvm where there is no such file. */
    Flavor defaultFlavor() {
        Path file = folder.resolve("in-default-flavor");
        try {
            return Files.exists(file)
                    ? Flavor.of(Files.readString(file).strip()).orElseThrow()
                    : Flavor.JVM;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds what came against the files; both must have the same names. */
    void check(Map<String, Object> came) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, Object> object : came.entrySet()) {
            texts.put("out-" + object.getKey() + ".yaml", text(object.getValue()));
        }
        if (Boolean.getBoolean("generate")) {
            write(texts);
        }
        assertEquals(names(), new TreeSet<>(texts.keySet()), folder + ": refresh with " + REFRESH);
        assertAll(texts.entrySet().stream().map(this::comparison));
    }

    private static String text(Object object) throws IOException {
        Object plain = YAML.treeToValue(Json.tree(object), Object.class);
        return YAML.writeValueAsString(plain);
    }

    private Executable comparison(Map.Entry<String, String> text) {
        return () -> assertEquals(
                Files.readString(folder.resolve(text.getKey())),
                text.getValue(),
                folder.resolve(text.getKey()) + ": refresh with " + REFRESH);
    }

    private void write(Map<String, String> texts) throws IOException {
        for (String old : names()) {
            Files.delete(folder.resolve(old));
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> Objects.toString(file.getFileName()))
                    .filter(name -> !name.startsWith("in-"))
                    .forEach(names::add);
            return names;
        }
    }
}
