package io.sightline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the shape of the service: data flows one way, and each library has one home.
class ArchitectureTest {

    private static final String ROOT = "io.sightline";

    /// Beyond about so many types a package needs sub-packages.
    private static final long MOST = 26;

    /// Every package but the root, from the doors down, and every arrow allowed from it. An arrow
    /// points to a package further down this list; what is not here is forbidden.
    private static final List<Room> ROOMS =
            List.of(
                    room("start", "http", "classification", "serving", "batching", "image"),
                    room(
                            "cli",
                            "tuning",
                            "load",
                            "calibration",
                            "repository",
                            "conversion",
                            "resnet",
                            "checkpoint",
                            "image",
                            "image.resize",
                            "image.pixels"),
                    room("tuning", "load", "classification", "serving"),
                    room("load"),
                    room("http", "intake", "classification", "serving", "image.decoder"),
                    room("intake"),
                    room(
                            "classification",
                            "serving",
                            "repository",
                            "engine",
                            "batching",
                            "image",
                            "image.decoder",
                            "image.resize",
                            "image.pixels"),
                    room(
                            "calibration",
                            "serving",
                            "repository",
                            "engine",
                            "torchscript",
                            "resnet",
                            "image.resize"),
                    room(
                            "serving",
                            "repository",
                            "engine",
                            "torchscript",
                            "resnet",
                            "checkpoint",
                            "batching",
                            "image.resize",
                            "machine"),
                    room("repository", "torchscript", "resnet", "checkpoint", "image.resize"),
                    room("conversion", "resnet", "checkpoint"),
                    room("engine", "engine.workaround", "torchscript", "machine"),
                    room("engine.workaround", "machine", "foreign"),
                    room("torchscript", "resnet", "checkpoint"),
                    room("resnet", "checkpoint"),
                    room("checkpoint"),
                    room("batching"),
                    room(
                            "image",
                            "image.format",
                            "image.header",
                            "image.decoder",
                            "image.resize",
                            "image.pixels",
                            "machine"),
                    room(
                            "image.format",
                            "image.tiff",
                            "image.header",
                            "image.decoder",
                            "image.resize",
                            "image.pixels"),
                    room("image.tiff", "image.header", "image.decoder", "image.pixels"),
                    room("image.header", "image.decoder", "image.pixels"),
                    room("image.decoder", "image.resize", "image.pixels", "foreign"),
                    room("image.resize", "image.pixels"),
                    room("image.pixels"),
                    room("machine", "foreign"),
                    room("foreign"));

    /// A package and those that it may use.
    private record Room(String name, List<String> uses) {

        String packageName() {
            return "io.sightline." + name;
        }
    }

    private static Room room(String name, String... uses) {
        return new Room(name, List.of(uses));
    }

    private static final JavaClasses SIGHTLINE =
            new ClassFileImporter(List.of(new DoNotIncludeTests())).importPackages("io.sightline");

    private static final JavaClasses TESTS =
            new ClassFileImporter(List.of(new OnlyIncludeTests())).importPackages("io.sightline");

    @Test
    void everyPackageIsListed() {
        assertThat(packagesOf(SIGHTLINE)).isEqualTo(listed());
    }

    @Test
    void failsOnAPackageThatNobodyListed() {
        JavaClasses withAStranger =
                new ClassFileImporter()
                        .importPackages("io.sightline.http", "io.sightline.container");

        assertThat(packagesOf(withAStranger)).contains("io.sightline.container");
        assertThat(listed()).doesNotContain("io.sightline.container");
    }

    private static Set<String> packagesOf(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .collect(Collectors.toSet());
    }

    private static Set<String> listed() {
        return ROOMS.stream().map(Room::packageName).collect(Collectors.toSet());
    }

    @Test
    void arrowsPointDownTheList() {
        List<String> order = ROOMS.stream().map(Room::name).toList();

        for (Room room : ROOMS) {
            assertThat(room.uses())
                    .as("used by %s", room.name())
                    .isSubsetOf(order.subList(order.indexOf(room.name()) + 1, order.size()));
        }
    }

    @Test
    void packagesUseOnlyWhatLiesDownTheFlow() {
        for (Room room : ROOMS) {
            String[] allowed =
                    Stream.concat(Stream.of(room.name()), room.uses().stream())
                            .map("io.sightline.%s"::formatted)
                            .toArray(String[]::new);
            classes()
                    .that(resideInAPackage(room.packageName()))
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(allowed).or(not(resideInAPackage("io.sightline.."))))
                    .check(SIGHTLINE);
        }
    }

    @Test
    void roomsHoldAtMostSoManyTypes() {
        Map<String, Long> types =
                SIGHTLINE.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(types).allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(MOST));
    }

    @Test
    void onlyTheEnginePackageKnowsItsLibrary() {
        noClasses()
                .that(not(resideInAPackage("io.sightline.engine..")))
                .should()
                .dependOnClassesThat(resideInAPackage("ai.djl.."))
                .check(SIGHTLINE);
    }

    @Test
    void springStaysAtTheEdge() {
        noClasses()
                .that(resideInAPackage("io.sightline.*.."))
                .and(
                        not(
                                resideInAnyPackage(
                                        "io.sightline.http",
                                        "io.sightline.intake",
                                        "io.sightline.start")))
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
                .that(resideInAPackage("io.sightline.*.."))
                .and()
                .haveNameNotMatching(".*(Metrics|Configuration)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .allowEmptyShould(true)
                .check(SIGHTLINE);
    }

    @Test
    void onlyThoseWhoReadOrWriteWeightsKnowTheirContainers() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        "io.sightline.checkpoint",
                                        "io.sightline.conversion",
                                        "io.sightline.torchscript")))
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
                                        "io.sightline.checkpoint",
                                        "io.sightline.conversion",
                                        "io.sightline.repository",
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
