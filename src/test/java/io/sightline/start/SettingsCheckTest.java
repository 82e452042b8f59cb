package io.sightline.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class SettingsCheckTest {

    private final SettingsCheck check = new SettingsCheck();

    @Test
    void knowsTheSettingsOfEveryRecord() {
        List<Class<?>> records =
                new ClassFileImporter(List.of(new DoNotIncludeTests()))
                        .importPackages("io.sightline").stream()
                                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                                .<Class<?>>map(JavaClass::reflect)
                                .toList();

        assertThat(SettingsCheck.RECORDS).containsExactlyInAnyOrderElementsOf(records);
    }

    @ParameterizedTest
    @CsvSource({
        "--sightline.batching.max-delay=1ms",
        "--sightline.batching.maxDelay=1ms",
        "--sightline.batching.max_delay=1ms",
        "--sightline.models.serve=resnet50",
        "--sightline.models.serve[0]=resnet50",
        "--sightline.models.precision.resnet50=int8",
        "--sightline.models.precision.my.net=int8",
        "--sightline.batching.max-delay=0",
        "--sightline.classification.deadline=PT10S",
        "--server.port=80"
    })
    void takesASettingHoweverItIsWritten(String argument) {
        assertThatCode(() -> check.check(arguments(argument))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sightline.batching.max-batchsize=4" + "|", // one dash less is the same name
                "--sightline.batching.max-batch=4|sightline.batching.max-batch is no setting; the"
                        + " nearest is sightline.batching.max-batch-size",
                "--sightline.deadline=1s|sightline.deadline is no setting; the nearest is"
                        + " sightline.classification.deadline",
                "--sightline.image.decoders=jdk|sightline.image.decoders is no setting; the nearest"
                        + " is sightline.image.decoder",
                "--sightline.image.decoder.kind=jdk|sightline.image.decoder.kind is no setting; the"
                        + " nearest is sightline.image.decoder",
                "--sightline.classification.deadline=10|sightline.classification.deadline is 10,"
                        + " must have a unit: ms, s, m or h, for example 10s",
                "--sightline.http.max-upload=20|sightline.http.max-upload is 20, must have a unit:"
                        + " B, KB, MB or GB, for example 20MB",
                "--sightline.http.max-images=many|sightline.http.max-images is many, must be a"
                        + " whole number",
                "--sightline.http.drain-delay=soon|sightline.http.drain-delay is soon, must be a"
                        + " time with its unit, for example 10s",
                "--sightline.inference.precision=int4|sightline.inference.precision is int4, must"
                        + " be one of auto, float32, bfloat16, int8",
                "--sightline.image.scaled-decoding=si|sightline.image.scaled-decoding is si, must"
                        + " be true or false",
                "--sightline.image.max-side=0|sightline.image.max-side is 0, must be from 1 to"
                        + " 65535",
                "--sightline.classification.deadline=-1s|sightline.classification.deadline is"
                        + " PT-1S, must be above 0 and at most PT10M"
            })
    void saysWhatIsWrongWithASetting(String argument, String reason) {
        if (reason == null) {
            assertThatCode(() -> check.check(arguments(argument))).doesNotThrowAnyException();
            return;
        }
        assertThatThrownBy(() -> check.check(arguments(argument)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(reason);
    }

    @Test
    void findsSettingsThatDoNotFitEachOther() {
        ConfigurableEnvironment environment =
                arguments(
                        "--sightline.inference.solo-threads=2",
                        "--sightline.batching.max-delay=2ms");

        assertThatThrownBy(() -> check.check(environment))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "sightline.inference.solo-threads is 2, must be 0 with a max-delay, which"
                                + " is PT0.002S");
    }

    @Test
    void saysWhereASettingIsGiven() {
        assertThatThrownBy(() -> check.check(arguments("--sightline.batching.delay=1ms")))
                .isInstanceOfSatisfying(
                        InvalidSettingException.class,
                        failure -> assertThat(failure.origin()).contains("commandLineArgs"));
    }

    @Test
    void findsAnUnknownSettingOfAFile() throws IOException {
        byte[] yaml = "sightline:\n  batching:\n    max-dely: 1ms\n".getBytes(UTF_8);
        PropertySource<?> file =
                new YamlPropertySourceLoader()
                        .load("application.yaml", new ByteArrayResource(yaml))
                        .getFirst();

        assertThatThrownBy(() -> check.check(environment(file)))
                .hasMessage(
                        "sightline.batching.max-dely is no setting; the nearest is"
                                + " sightline.batching.max-delay");
    }

    @Test
    void findsAnUnknownSettingOfTheSystemProperties() {
        PropertySource<?> properties =
                new MapPropertySource("systemProperties", Map.of("sightline.image.max-pixel", "1"));

        assertThatThrownBy(() -> check.check(environment(properties)))
                .hasMessageStartingWith("sightline.image.max-pixel is no setting");
    }

    @ParameterizedTest
    @CsvSource({
        "SIGHTLINE_BATCHING_MAX_BATCH_SIZE, 4",
        "SIGHTLINE_BATCHING_MAXBATCHSIZE, 4",
        "SIGHTLINE_MODELS_SERVE_0, resnet50",
        "SIGHTLINE_MODELS_PRECISION_RESNET50, int8",
        "SIGHTLINE_SERVICE_HOST, 10.0.0.1",
        "SIGHTLINE_SERVICE_PORT, 8080",
        "SIGHTLINE_SERVICE_PORT_HTTP, 8080",
        "SIGHTLINE_PORT, tcp://10.0.0.1:8080",
        "SIGHTLINE_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "SIGHTLINE_PORT_8080_TCP_ADDR, 10.0.0.1",
        "SIGHTLINE_METRICS_SERVICE_HOST, 10.0.0.1",
        "SIGHTLINE_METRICS_PORT, tcp://10.0.0.1:8081"
    })
    void takesVariablesAndPassesOverThoseOfAClustersServices(String name, String value) {
        assertThatCode(() -> check.check(variable(name, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "SIGHTLINE_BATCHING_MAX_BATCHES, 4, sightline.batching.max-batch-size",
        "SIGHTLINE_INFERENCE_DEVICES, gpu, sightline.inference.device",
        "SIGHTLINE_DEADLINE, 80, sightline.classification.deadline"
    })
    void findsAnUnknownVariable(String name, String value, String nearest) {
        assertThatThrownBy(() -> check.check(variable(name, value)))
                .hasMessage("%s is no setting; the nearest is %s", name, nearest);
    }

    private static ConfigurableEnvironment arguments(String... arguments) {
        return environment(new SimpleCommandLinePropertySource(arguments));
    }

    private static ConfigurableEnvironment variable(String name, String value) {
        return environment(
                new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
    }

    private static ConfigurableEnvironment environment(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(each -> environment.getPropertySources().remove(each.getName()));
        environment.getPropertySources().addFirst(source);
        return environment;
    }
}
