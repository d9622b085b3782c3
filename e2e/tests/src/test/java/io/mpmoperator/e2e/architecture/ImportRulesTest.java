package io.mpmoperator.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("local.root", "../.."));

    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(Arrays.stream(Module.values())
                    .map(module -> module.classes(ROOT))
                    .toList());

    private static final String JSPECIFY = "org.jspecify.annotations..";

    private static JavaClasses classesOf(Module module) {
        String folder =
                module.classes(ROOT).toAbsolutePath().normalize().toUri().getPath();
        return ALL.that(DescribedPredicate.describe(
                "are compiled in " + folder,
                type -> type.getSource().orElseThrow().getUri().getPath().startsWith(folder)));
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void everyModuleIsLookedAtAndKeepsToItsOwnPackages(Module module) {
        JavaClasses classes = classesOf(module);
        assertTrue(classes.size() > 5, () -> module + " is not compiled: found only " + List.copyOf(classes));
        classes().should().resideInAnyPackage(module.packages()).check(classes);
    }

    @Test
    void theModelImportsTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage(Module.MODEL.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Module.MODEL.packagesAnd("java..", JSPECIFY))
                .check(ALL);
    }

    @Test
    void insideTheModelTheFootprintKnowsTheConfAndTheConfTheMpm() {
        noClasses()
                .that()
                .resideInAPackage("io.mpmoperator.mpm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.mpmoperator.conf..", "io.mpmoperator.footprint..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.mpmoperator.conf..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.mpmoperator.footprint..")
                .check(ALL);
    }

    @Test
    void theServerKnowsTheModelAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(Module.SERVER.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.packagesOf(
                        Module.TOOLS,
                        Module.CRDS,
                        Module.OPERATOR,
                        Module.API_SERVER,
                        Module.LOCAL_CLUSTER,
                        Module.BENCHMARK))
                .check(ALL);
    }

    @Test
    void theCrdsImportFabric8AndJacksonAnnotationsAlone() {
        classes()
                .that()
                .resideInAnyPackage(Module.CRDS.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Module.CRDS.packagesAnd(
                        "java..", JSPECIFY, "io.fabric8..", "com.fasterxml.jackson.annotation.."))
                .check(ALL);
    }

    @Test
    void theOperatorNeverImportsTheServer() {
        noClasses()
                .that()
                .resideInAnyPackage(Module.OPERATOR.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.packagesOf(Module.SERVER, Module.TOOLS))
                .check(ALL);
    }

    /** The tests of the operator use the API server; what the operator is made of does not. */
    @Test
    void noProductImportsAModuleOfE2e() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        Module.packagesOf(Module.MODEL, Module.SERVER, Module.TOOLS, Module.CRDS, Module.OPERATOR))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.packagesOf(Module.API_SERVER, Module.LOCAL_CLUSTER, Module.BENCHMARK))
                .check(ALL);
    }

    @Test
    void theApiServerKnowsTheCrdsAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(Module.API_SERVER.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.packagesOf(
                        Module.MODEL,
                        Module.SERVER,
                        Module.TOOLS,
                        Module.OPERATOR,
                        Module.LOCAL_CLUSTER,
                        Module.BENCHMARK))
                .check(ALL);
    }

    @Test
    void theLocalClusterKnowsNothingOfTheBenchmark() {
        noClasses()
                .that()
                .resideInAnyPackage(Module.LOCAL_CLUSTER.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.packagesOf(Module.BENCHMARK, Module.SERVER, Module.TOOLS, Module.OPERATOR))
                .check(ALL);
    }

    @Test
    void theBenchmarkImportsNeitherTheServerNorTheOperator() {
        noClasses()
                .that()
                .resideInAnyPackage(Module.BENCHMARK.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.packagesOf(Module.SERVER, Module.TOOLS, Module.OPERATOR))
                .check(ALL);
    }

    @Test
    void nativeCallsStayInTheirPackage() {
        String nativeCalls = "io.mpmoperator.server.nativecalls..";
        assertTrue(
                ALL.stream().anyMatch(type -> type.getPackageName().equals("io.mpmoperator.server.nativecalls")),
                "the package for native calls is gone");
        noClasses()
                .that()
                .resideOutsideOfPackage(nativeCalls)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(ALL);
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void noPackagesDependOnEachOtherInACircle(Module module) {
        slices().matching("io.mpmoperator.(**)").should().beFreeOfCycles().check(classesOf(module));
    }

    @Test
    void whatIsUsedOfTheJdkBesideItsPublicApiStaysInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.mpmoperator.server.jdk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..", "com.sun.management..")
                .check(ALL);
    }

    @Test
    void everyPackageSaysItsPurposeAndThatNothingIsNullUnlessItSaysSo() {
        Set<String> packages =
                ALL.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = ALL.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(packages.isEmpty());
        assertEquals(packages, described, "packages with classes, and packages with a @NullMarked package-info");
    }

    @Test
    void noPackageIsForWhateverHasNoPlace() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..common..", "..commons..", "..helper..", "..helpers..", "..misc..")
                .check(ALL);
    }
}
