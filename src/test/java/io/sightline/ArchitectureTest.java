package io.sightline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import io.sightline.Rooms.Room;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Holds the shape of the service: data flows one way, and each library has one home.
class ArchitectureTest {

    /// Beyond about so many types a package needs sub-packages.
    private static final long MAX_TYPES = 26;

    private static final Rooms ROOMS = Rooms.read();

    static final JavaClasses SIGHTLINE =
            new ClassFileImporter(List.of(new DoNotIncludeTests())).importPackages("io.sightline");

    static final JavaClasses TESTS =
            new ClassFileImporter(List.of(new OnlyIncludeTests())).importPackages("io.sightline");

    private static final List<Use> USES = uses();

    @Test
    void everyPackageIsARoom() {
        assertThat(roomsOf(SIGHTLINE)).hasSameElementsAs(ROOMS.names());
    }

    @Test
    void failsOnAPackageThatNobodyListed() {
        JavaClasses withAStranger =
                new ClassFileImporter()
                        .importPackages("io.sightline.http", "io.sightline.container");

        assertThat(roomsOf(withAStranger)).contains("container");
        assertThat(ROOMS.names()).doesNotContain("container");
    }

    private static Set<String> roomsOf(JavaClasses classes) {
        return classes.stream().map(type -> Rooms.nameOf(type.getPackageName())).collect(toSet());
    }

    @Test
    void arrowsPointDownTheList() {
        List<String> order = ROOMS.names();

        for (Room room : ROOMS.all()) {
            assertThat(room.uses())
                    .as("used by %s", room.name())
                    .isSubsetOf(order.subList(order.indexOf(room.name()) + 1, order.size()));
        }
    }

    @Test
    void roomsUseTheRoomsThatTheyNameAndNoOthers() {
        ofEachRoom(
                (softly, room) ->
                        softly.assertThat(
                                        USES.stream()
                                                .filter(use -> use.from().equals(room.name()))
                                                .map(Use::to)
                                                .collect(toSet()))
                                .as("used by %s", room.name())
                                .isEqualTo(room.uses()));
    }

    @Test
    void otherFamiliesUseTheDoorsOfARoomAndNothingElse() {
        ofEachRoom(
                (softly, room) -> {
                    Map<String, Set<String>> users =
                            USES.stream()
                                    .filter(use -> use.to().equals(room.name()))
                                    .filter(use -> !room.isOfFamily(use.from()))
                                    .collect(groupingBy(Use::type, mapping(Use::from, toSet())));

                    softly.assertThat(users.keySet())
                            .as("doors of %s, by who uses them: %s", room.name(), users)
                            .isEqualTo(room.doors());
                });
    }

    @Test
    void packageInfoNamesTheDoors() {
        ofEachRoom(
                (softly, room) ->
                        softly.assertThat(room.doorsInPackageInfo())
                                .as("doors in the package-info of %s", room.name())
                                .isEqualTo(room.doors()));
    }

    /// Checks all rooms, and tells of all that are at fault.
    private static void ofEachRoom(BiConsumer<SoftAssertions, Room> check) {
        SoftAssertions.assertSoftly(
                softly -> ROOMS.all().forEach(room -> check.accept(softly, room)));
    }

    /// Where a class of one room depends on a type of another.
    ///
    /// @param type the simple name of the outermost class that it is or is inside
    private record Use(String from, String to, String type) {}

    private static List<Use> uses() {
        return SIGHTLINE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> use.getTargetClass().getName().contains("io.sightline."))
                .map(use -> use(use.getOriginClass(), use.getTargetClass().getBaseComponentType()))
                .filter(use -> !use.from().equals(use.to()))
                .toList();
    }

    private static Use use(JavaClass from, JavaClass to) {
        return new Use(
                Rooms.nameOf(from.getPackageName()),
                Rooms.nameOf(to.getPackageName()),
                outermost(to).getSimpleName());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void roomsHoldAtMostSoManyTypes() {
        Map<String, Long> types =
                SIGHTLINE.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(types)
                .allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(MAX_TYPES));
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
                                        "io.sightline.http..",
                                        "io.sightline.intake..",
                                        "io.sightline.management..",
                                        "io.sightline.start..")))
                .and()
                .haveNameNotMatching(
                        ".*(Configuration|Properties|Readiness|FailureAnalyzer)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(SIGHTLINE);
    }

    @Test
    void metersAreRegisteredInMetricsClassesOnly() {
        noClasses()
                .that(resideInAPackage("io.sightline.*.."))
                .and()
                .haveNameNotMatching(".*(Metrics|Configuration|Opening)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .check(SIGHTLINE);
    }

    @Test
    void onlyThoseWhoReadOrWriteWeightsKnowTheirContainers() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        "io.sightline.checkpoint..",
                                        "io.sightline.conversion",
                                        "io.sightline.hub",
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
                                        "io.sightline.checkpoint..",
                                        "io.sightline.conversion",
                                        "io.sightline.json",
                                        "io.sightline.hub",
                                        "io.sightline.repository",
                                        "io.sightline.load",
                                        "io.sightline.cli",
                                        "io.sightline.http",
                                        "io.sightline.management")))
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

    @Test
    void testsDoNotSpinOrPark() {
        for (String method : List.of("onSpinWait", "parkNanos", "parkUntil")) {
            noClasses()
                    // Benchmarks, which are compiled beside tests, spend real time.
                    .that()
                    .haveNameNotMatching(".*\\.(BareLimits|SteadyState)")
                    .should()
                    .callMethodWhere(target(name(method)))
                    .check(TESTS);
        }
        noClasses().should().callMethod(Thread.class, "getState").check(TESTS);
    }
}
