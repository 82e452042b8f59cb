package io.sightline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
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
                    "cli", List.of("classification", "batching", "image", "model", "resnet"));

    private final JavaClasses sightline =
            new ClassFileImporter(List.of(new DoNotIncludeTests())).importPackages("io.sightline");

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
                            .check(sightline);
                });
    }

    @Test
    void onlyTheModelPackageKnowsTheEngine() {
        noClasses()
                .that(not(resideInAPackage("io.sightline.model")))
                .should()
                .dependOnClassesThat(resideInAPackage("ai.djl.."))
                .check(sightline);
    }

    @Test
    void springStaysAtTheEdge() {
        noClasses()
                .that(resideInAnyPackage("io.sightline.*"))
                .and(not(resideInAPackage("io.sightline.http")))
                .and()
                .haveNameNotMatching(".*(Configuration|Properties|Readiness)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .allowEmptyShould(true)
                .check(sightline);
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
                .check(sightline);
    }
}
