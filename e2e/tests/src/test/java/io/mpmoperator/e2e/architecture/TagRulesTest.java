package io.mpmoperator.e2e.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.mpmoperator.testing.NeedsCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A test without a tag is a unit test. "process" are those that start processes, "cluster" those that need a cluster. */
class TagRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("local.root", "../.."));
    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(Stream.concat(
                            Arrays.stream(Module.values())
                                    .flatMap(module -> Stream.of(module.classes(ROOT), module.testClasses(ROOT))),
                            Stream.of(ROOT.resolve("e2e/tests/target/test-classes")))
                    .filter(Files::isDirectory)
                    .toList());

    /** Annotations of annotations are not looked at. */
    private static final Set<String> TESTS = Set.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.RepeatedTest",
            "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.params.ParameterizedTest",
            "com.code_intelligence.jazzer.junit.FuzzTest");

    private static final Set<String> TAGS = Set.of("unit", "process", "cluster");

    private static List<JavaClass> testClasses() {
        return ALL.stream()
                .filter(type -> type.getMethods().stream().anyMatch(TagRulesTest::isTest))
                .toList();
    }

    private static boolean isTest(JavaMethod method) {
        return TESTS.stream().anyMatch(method::isAnnotatedWith);
    }

    private static Set<String> tags(CanBeAnnotated element, Set<? extends JavaAnnotation<?>> annotations) {
        Set<String> tags = new TreeSet<>();
        if (element.isAnnotatedWith(Tag.class)) {
            annotations.stream()
                    .filter(annotation -> annotation.getRawType().isEquivalentTo(Tag.class))
                    .forEach(annotation ->
                            tags.add(annotation.get("value").orElse("").toString()));
        }
        if (element.isAnnotatedWith(NeedsCluster.class)) {
            tags.add("cluster");
        }
        return tags;
    }

    private static Set<String> tags(JavaMethod test) {
        Set<String> tags = tags(test, test.getAnnotations());
        tags.addAll(tags(test.getOwner(), test.getOwner().getAnnotations()));
        return tags;
    }

    @Test
    void testsHaveNoOtherTags() {
        for (JavaClass type : testClasses()) {
            assertFalse(type.isAnnotatedWith(Tags.class), () -> type.getName() + " has more than one tag");
            for (JavaMethod test : type.getMethods()) {
                assertTrue(
                        TAGS.containsAll(tags(test)),
                        () -> test.getFullName() + " has a tag of its own: " + tags(test));
            }
        }
    }

    @Test
    void testsThatStartProcessesHaveTheirTag() {
        Set<String> without = testClasses().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(TagRulesTest::isTest)
                .filter(test -> !tags(test).contains("process") && !tags(test).contains("cluster"))
                .filter(TagRulesTest::startsAProcess)
                .map(JavaMethod::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), without, "tests that start processes, without @Tag(\"process\")");
    }

    /** Follows the calls of a test, as far as they are to classes of this project and not through interfaces. */
    private static boolean startsAProcess(JavaMethod test) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> next = new ArrayDeque<>(List.of(test));
        test.getOwner().getMethods().stream()
                .filter(method -> method.getName().startsWith("start")
                        && !isTest(method)
                        && method.getRawParameterTypes().isEmpty())
                .forEach(next::add);
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.remove();
            if (seen.add(unit)) {
                if (unit.getCallsFromSelf().stream()
                        .anyMatch(call -> isStart(call.getTargetOwner().getName(), call.getName()))) {
                    return true;
                }
                unit.getCallsFromSelf().stream()
                        .flatMap(call -> call.getTarget().resolveMember().stream())
                        .forEach(next::add);
            }
        }
        return false;
    }

    private static boolean isStart(String type, String method) {
        return (type.equals("java.lang.ProcessBuilder") && method.equals("start"))
                || (type.equals("java.lang.Runtime") && method.equals("exec"));
    }

    @Test
    void testsOfAClusterSayWhyTheyAreSkipped() {
        List<String> silent = testClasses().stream()
                .filter(type -> type.isAnnotatedWith(EnabledIfEnvironmentVariable.class))
                .map(JavaClass::getName)
                .toList();
        assertEquals(List.of(), silent, "in place of a condition of their own they have @NeedsCluster");
    }

    @Test
    void testsWithTheNameOfAnIntegrationTestAreNoUnitTests() {
        for (JavaClass type : testClasses()) {
            if (type.getSimpleName().endsWith("IT") || type.getSimpleName().endsWith("ClusterTest")) {
                Set<String> tags = tags(type, type.getAnnotations());
                assertEquals(1, tags.size(), () -> type.getName() + " has the tags " + tags);
                assertEquals(
                        type.getSimpleName().contains("Cluster")
                                && !type.getSimpleName().equals("LocalClusterIT"),
                        tags.contains("cluster") && type.getSimpleName().contains("Cluster"),
                        type::getName);
            }
        }
    }

    @Test
    void theTestsOfEveryModuleAreLookedAt() {
        for (String expected : List.of(
                "CrdFileTest",
                "FitTest",
                "MpmSettingsTest",
                "RangesTest",
                "StatusesTest",
                "ClusterTableTest",
                "StatisticsTest",
                "ClaimsTest")) {
            assertTrue(
                    testClasses().stream().anyMatch(type -> type.getSimpleName().equals(expected)),
                    () -> expected + " is not compiled");
        }
    }
}
