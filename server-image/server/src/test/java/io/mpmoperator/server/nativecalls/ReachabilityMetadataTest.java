package io.mpmoperator.server.nativecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What native-image must be told, compared with what the code does: a call through {@code java.lang.foreign} or a resource
 * that it was not told of fails in the executable alone, where it is needed.
 */
class ReachabilityMetadataTest {

    private static final String FILE = "/META-INF/native-image/io.mpmoperator/mpm-server/reachability-metadata.json";
    private static final Path CLASSES = Path.of("target/classes");

    private static JsonNode metadata() throws IOException {
        try (InputStream in = ReachabilityMetadataTest.class.getResourceAsStream(FILE)) {
            assertNotNull(in, FILE);
            return new ObjectMapper().readTree(in);
        }
    }

    @Test
    void namesTheTypeOfEveryNativeCall() throws IOException {
        List<List<String>> told = new ArrayList<>();
        for (JsonNode downcall : metadata().at("/foreign/downcalls")) {
            List<String> types =
                    new ArrayList<>(List.of(downcall.get("returnType").asText()));
            downcall.get("parameterTypes").forEach(type -> types.add(type.asText()));
            told.add(types);
            assertTrue(downcall.at("/options/captureCallState").asBoolean(), "errno is captured: " + downcall);
        }
        List<String> called =
                new ArrayList<>(List.of(name(CLibrary.TYPE.returnLayout().orElseThrow())));
        CLibrary.TYPE.argumentLayouts().forEach(layout -> called.add(name(layout)));
        assertEquals(List.of(called), told);
    }

    /** As native-image calls it: {@code jlong}. */
    private static String name(MemoryLayout layout) {
        return "j"
                + layout.toString()
                        .replaceAll(".*?([a-z])\\d+.*", "$1")
                        .replace("j", "long")
                        .replace("i", "int");
    }

    @Test
    void linksNativeFunctionsInOnePlaceWithOneType() throws IOException {
        Set<String> linking = new HashSet<>();
        int links = 0;
        for (ClassModel type : classes()) {
            for (var method : type.methods()) {
                long calls = method.code().stream()
                        .flatMap(code -> StreamSupport.stream(code.spliterator(), false))
                        .filter(element -> element instanceof InvokeInstruction call
                                && call.owner()
                                        .asInternalName()
                                        .equals(Linker.class.getName().replace('.', '/'))
                                && Set.of("downcallHandle", "upcallStub")
                                        .contains(call.name().stringValue()))
                        .count();
                if (calls > 0) {
                    linking.add(type.thisClass().asInternalName());
                    links += (int) calls;
                }
            }
        }
        assertEquals(Set.of(CLibrary.class.getName().replace('.', '/')), linking);
        assertEquals(1, links);
    }

    @Test
    void namesEveryResource() throws IOException {
        List<String> globs = new ArrayList<>();
        metadata()
                .at("/resources")
                .forEach(resource -> globs.add(resource.get("glob").asText()));
        List<String> resources = new ArrayList<>();
        for (Path folder : List.of(CLASSES, Path.of("../model/target/classes"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString())
                        .filter(file -> !file.endsWith(".class") && !file.startsWith("META-INF/"))
                        .forEach(resources::add);
            }
        }
        assertFalse(resources.isEmpty());
        assertEquals(
                List.of(),
                resources.stream()
                        .filter(file -> globs.stream().noneMatch(glob -> matches(glob, file)))
                        .toList(),
                "not named in " + FILE);
    }

    @Test
    void namesFieldsAndMethodsThatThereAre() throws Exception {
        JsonNode types = metadata().at("/reflection");
        assertFalse(types.isEmpty());
        for (JsonNode type : types) {
            Class<?> declaring = Class.forName(type.get("type").asText());
            assertTrue(type.has("fields") || type.has("methods"), type::toString);
            for (JsonNode field : type.path("fields")) {
                assertNotNull(declaring.getDeclaredField(field.get("name").asText()));
            }
            for (JsonNode method : type.path("methods")) {
                List<Class<?>> parameters = new ArrayList<>();
                for (JsonNode parameter : method.get("parameterTypes")) {
                    Class<?> primitive = Class.forPrimitiveName(parameter.asText());
                    parameters.add(primitive == null ? Class.forName(parameter.asText()) : primitive);
                }
                assertNotNull(declared(declaring, method.get("name").asText(), parameters.toArray(Class<?>[]::new)));
            }
        }
    }

    private static Executable declared(Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        return name.equals("<init>")
                ? type.getDeclaredConstructor(parameters)
                : type.getDeclaredMethod(name, parameters);
    }

    private static boolean matches(String glob, String file) {
        return Path.of(file).getFileSystem().getPathMatcher("glob:" + glob).matches(Path.of(file));
    }

    private static List<ClassModel> classes() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<ClassModel> classes = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes.add(ClassFile.of().parse(file));
            }
            return classes;
        }
    }
}
