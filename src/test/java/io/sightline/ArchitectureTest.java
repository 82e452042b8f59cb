package io.sightline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the shape of the service: data flows one way, and each library has one home.
class ArchitectureTest {

    /// Every arrow allowed between packages. What is not here is forbidden.
    private static final Map<String, List<String>> MAY_USE =
            Map.of(
                    "http", List.of("classification"),
                    "classification", List.of("batching", "image", "model"),
                    "model", List.of("batching", "image", "resnet"),
                    "resnet", List.of(),
                    "batching", List.of(),
                    "image", List.of(),
                    "resources", List.of(),
                    "tuning", List.of("classification", "load"),
                    "load", List.of(),
                    "cli",
                            List.of(
                                    "classification",
                                    "batching",
                                    "image",
                                    "model",
                                    "resnet",
                                    "load",
                                    "tuning"));

    private static final JavaClasses SIGHTLINE =
            new ClassFileImporter(List.of(new DoNotIncludeTests())).importPackages("io.sightline");

    private static final JavaClasses TESTS =
            new ClassFileImporter(List.of(new OnlyIncludeTests())).importPackages("io.sightline");

    @Test
    void packagesUseOnlyWhatLiesDownTheFlow() {
        MAY_USE.forEach(
                (user, used) -> {
                    String[] allowed =
                            Stream.concat(Stream.of(user), used.stream())
                                    .map("io.sightline.%s"::formatted)
                                    .toArray(String[]::new);
                    classes()
                            .that(resideInAPackage("io.sightline." + user))
                            .should()
                            .onlyDependOnClassesThat(
                                    resideInAnyPackage(allowed)
                                            .or(not(resideInAPackage("io.sightline.."))))
                            .allowEmptyShould(true)
                            .check(SIGHTLINE);
                });
    }

    @Test
    void onlyTheModelPackageKnowsTheEngine() {
        noClasses()
                .that(not(resideInAPackage("io.sightline.model")))
                .should()
                .dependOnClassesThat(resideInAPackage("ai.djl.."))
                .check(SIGHTLINE);
    }

    @Test
    void springStaysAtTheEdge() {
        noClasses()
                .that(resideInAnyPackage("io.sightline.*"))
                .and(not(resideInAPackage("io.sightline.http")))
                .and()
                .haveNameNotMatching(
                        ".*(Configuration|Properties|Readiness|FailureAnalyzer)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .allowEmptyShould(true)
                .check(SIGHTLINE);
    }

    @Test
    void metersAreRegisteredInMetricsClassesOnly() {
        noClasses()
                .that(resideInAnyPackage("io.sightline.*"))
                .and()
                .haveNameNotMatching(".*(Metrics|Configuration)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .allowEmptyShould(true)
                .check(SIGHTLINE);
    }

    @Test
    void onlyTheResnetPackageKnowsTheFileFormatsOfWeights() {
        noClasses()
                .that(not(resideInAPackage("io.sightline.resnet")))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.apache.commons.compress..")
                                .or(nameMatching("java\\.util\\.(zip\\.(Zip|GZIP)|jar\\.).*")))
                .check(SIGHTLINE);
    }

    @Test
    void onlyWhatReadsOrWritesJsonKnowsItsLibrary() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        "io.sightline.resnet",
                                        "io.sightline.model",
                                        "io.sightline.load",
                                        "io.sightline.cli",
                                        "io.sightline.http")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.."))
                .check(SIGHTLINE);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses()
                .that(not(resideInAPackage("io.sightline.cli")))
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(SIGHTLINE);
    }

    @Test
    void testsAreNeverSkipped() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.junit.jupiter.api.condition")
                                .or(nameMatching(".*\\.(Assumptions|Disabled|Ignore)")))
                .check(TESTS);
    }

    @Test
    void testsUseNoMocks() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.mockito..",
                                "org.springframework.test.context.bean.override.."))
                .check(TESTS);
    }

    @Test
    void testsDoNotSleep() {
        noClasses().should().callMethodWhere(target(name("sleep"))).check(TESTS);
    }
}
