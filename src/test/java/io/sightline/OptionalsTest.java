package io.sightline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawType;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Holds that an `Optional` is what a method returns, and never a field or a parameter.
class OptionalsTest {

    private static final DescribedPredicate<JavaClass> OPTIONAL =
            describe("an Optional", type -> type.getName().startsWith("java.util.Optional"));

    private static final ArchRule NO_FIELD = noFields().should(haveRawType(OPTIONAL));

    private static final ArchRule NO_PARAMETER =
            noCodeUnits()
                    .that()
                    .doNotHaveModifier(JavaModifier.SYNTHETIC)
                    .should(haveRawParameterTypes(DescribedPredicate.anyElementThat(OPTIONAL)));

    @Test
    void noFieldIsAnOptional() {
        NO_FIELD.check(ArchitectureTest.SIGHTLINE);
        NO_FIELD.check(testsWithout(Seeded.class));
    }

    @Test
    void noParameterIsAnOptional() {
        NO_PARAMETER.check(ArchitectureTest.SIGHTLINE);
        NO_PARAMETER.check(testsWithout(Seeded.class));
    }

    @Test
    void failsOnOneThatWasPutThere() {
        JavaClasses seeded = new ClassFileImporter().importClasses(Seeded.class);

        List<String> fields = NO_FIELD.evaluate(seeded).getFailureReport().getDetails();
        List<String> parameters = NO_PARAMETER.evaluate(seeded).getFailureReport().getDetails();

        assertThat(fields).hasSize(1).first().asString().contains("Seeded.count");
        assertThat(parameters).hasSize(1).first().asString().contains("Seeded.<init>");
    }

    private static JavaClasses testsWithout(Class<?> excepted) {
        return ArchitectureTest.TESTS.that(
                describe("not " + excepted, type -> !type.isEquivalentTo(excepted)));
    }

    /// Its constructor has the parameter.
    private record Seeded(OptionalInt count) {}
}
