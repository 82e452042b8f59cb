package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.BatchingMetrics;
import io.sightline.batching.BatchingProperties;
import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.engine.Hardware;
import io.sightline.engine.TestEngine;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFolder;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelLoaderTest {

    private static final Checkpoint CHECKPOINT = FormulaWeights.checkpoint(BlockKind.BASIC, 1);

    private static final String CALIBRATION =
            """
            {
              "images": 10,
              "agreement": {"images": 40, "same": 39},
              "ranges": {
                "image": [-2, 2],
                "conv1": [0, 3],
                "layer1.0.conv1": [0, 3],
                "layer1.0.conv2": [-3, 3],
                "layer1.0": [0, 4]
              }
            }
            """;

    @TempDir private Path directory;

    private final ModelLoader loader =
            new ModelLoader(
                    TestEngine.cpu(),
                    new InferenceProperties("cpu", 0, 0, 0, false, PrecisionSetting.AUTO),
                    Runtime.getRuntime().availableProcessors(),
                    new BatchingProperties(2, Duration.ZERO, 8),
                    true,
                    Thread.ofPlatform().factory());

    @Test
    void bringsAFolderIntoService() throws Exception {
        ServedModel model = load(folder());

        model.batcher().ready().get();
        assertThat(model.name()).isEqualTo("tiny");
        assertThat(model.description().architecture()).isEqualTo("ResNet-4");
        assertThat(model.labels().labels()).hasSize(1000);
        assertThat(model.preprocessing().crop()).isEqualTo(32);
        model.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"format\": 1'|'\"format\": 2'|format is 2, must be 1",
                "v1.5|v2|strides is v2, must be v1 or v1.5",
                "labels.txt|../labels.txt|file is ../labels.txt, must be a plain file name",
                "weights.safetensors|/etc/passwd|file is /etc/passwd, must be a plain file name",
                "'\"crop\": 32'|'\"crop\": 33'|crop is 33, must be from 1 to the resize of 32",
                "'[0.5, 0.5, 0.5]'|'[0.5]'|'mean is [0.5], must be three numbers: red, green,"
                        + " blue'",
                "bilinear|nearest|interpolation is nearest, must be bilinear or bicubic",
                "'\"sources\": []'|'\"sources\": [], \"licence\": 1'|licence",
                "'\"file\": \"weights.safetensors\", \"sha256\"'|'\"sha\"'|weights.sha is unknown"
            })
    void refusesACardThatBreaksARule(String old, String replacement, String reason)
            throws IOException {
        ModelFolder folder = folder().replace("model.json", old, replacement);

        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageStartingWith("model tiny cannot be loaded: ")
                .hasMessageContaining(reason);
    }

    @Test
    void runsACalibratedModelInInt8() throws Exception {
        ModelFolder folder = folder().calibrate(CALIBRATION);

        ServedModel model = load(folder, PrecisionSetting.INT8);

        model.batcher().ready().get();
        assertThat(model.description().precision()).isEqualTo("int8");
        assertThat(model.description().precisionReason()).isEqualTo("the settings ask for it");
        assertThat(model.description().parallelism())
                .isEqualTo(
                        Parallelism.of(
                                new InferenceProperties(
                                        "cpu", 0, 0, 0, false, PrecisionSetting.AUTO),
                                Duration.ZERO,
                                Runtime.getRuntime().availableProcessors(),
                                Hardware.ofProcessor(),
                                new Precision.Int8(Map.of())));
        assertThat(model.batcher().lanes()).isEqualTo(model.description().parallelism().lanes());
        model.close();
    }

    @Test
    void refusesInt8ForAModelThatWasNeverCalibrated() throws IOException {
        ModelFolder folder = folder();

        assertThatThrownBy(() -> load(folder, PrecisionSetting.INT8))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageContaining("calibrate tiny FOLDER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"image\": [-2, 2],'|''|range of activation image is missing",
                "'\"image\"'|'\"other\": [-2, 2], \"image\"'|6 ranges are given, the network has"
                        + " 5 activations",
                "'[-2, 2]'|'[2]'|'calibration.ranges.image is [2], must be two numbers'",
                "'[-2, 2]'|'[2, null]'|'calibration.ranges.image is [2,null], must be two numbers'",
                "'[-2, 2]'|'[1, 2]'|range is 1.0 to 2.0, must be finite and hold 0 and more",
                "'\"same\": 39'|'\"same\": 41'|agreement is 41 of 40 images, must be a part of"
                        + " them",
                "'\"images\": 10'|'\"images\": -1'|images is -1, must not be negative",
                "'\"images\": 10,'|''|images",
                "'\"same\": 39'|'\"same\": 39, \"more\": 1'|more"
            })
    void refusesACalibrationThatBreaksARule(String old, String replacement, String reason)
            throws IOException {
        ModelFolder folder =
                folder().calibrate(CALIBRATION).replace("model.json", old, replacement);

        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageStartingWith("model tiny cannot be loaded: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "INT8"})
    void failsTheOpeningOnAKernelThatIsNoNumber(PrecisionSetting precision) throws IOException {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(CHECKPOINT.tensors());
        Shape shape = CHECKPOINT.tensor("conv1.weight").shape();
        float[] values = new float[shape.elements()];
        values[0] = Float.NaN;
        tensors.put("conv1.weight", Tensor.of(TensorType.F32, shape, values));
        ModelFolder folder =
                ModelFolder.write(directory.resolve("tiny"), new Checkpoint(tensors), 1000)
                        .calibrate(CALIBRATION);

        try (ModelRegistry models = registry(load(folder, precision))) {
            assertThatThrownBy(models::awaitReady)
                    .isInstanceOf(ModelFailedException.class)
                    .hasMessage(
                            "model tiny cannot run: tensor conv1.weight gives NaN once bn1 is"
                                    + " folded, must be finite");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "8, 1", "8, 2", "8, 3", "2, 4", "5, 8"})
    void dealsOutTheSizesBetweenTheSmallestAndTheLargestBatch(int maxBatchSize, int lanes) {
        List<List<Integer>> sizes =
                IntStream.range(0, lanes)
                        .mapToObj(lane -> ModelLoader.warmUp(maxBatchSize, lane, lanes))
                        .toList();

        assertThat(sizes)
                .allSatisfy(
                        share -> assertThat(share).startsWith(1).endsWith(maxBatchSize).isSorted());
        assertThat(sizes.stream().flatMap(List::stream).distinct())
                .hasSize(maxBatchSize)
                .allSatisfy(size -> assertThat(size).isBetween(1, maxBatchSize));
        assertThat(sizes.stream().flatMap(List::stream).filter(it -> it > 1 && it < maxBatchSize))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"model.json", "weights.safetensors", "labels.txt"})
    void refusesAFolderThatLacksAFile(String file) throws IOException {
        ModelFolder folder = folder().delete(file);

        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageContaining("file %s is not there".formatted(file));
    }

    @Test
    void refusesWeightsThatAreNotTheCardsOwn() throws IOException {
        ModelFolder folder = folder().forgetDigest();

        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageContaining("SHA-256 of weights.safetensors is ")
                .hasMessageEndingWith(", must be " + "0".repeat(64));
    }

    @Test
    void failsTheOpeningOnWeightsThatAreNoNumbers() throws IOException {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(CHECKPOINT.tensors());
        tensors.put("fc.bias", Tensor.of(TensorType.F32, Shape.of(1000), filled(Float.NaN)));
        Checkpoint broken = new Checkpoint(tensors);

        try (ModelRegistry models =
                registry(load(ModelFolder.write(directory.resolve("tiny"), broken, 1000)))) {
            assertThatThrownBy(models::awaitReady)
                    .isInstanceOf(ModelFailedException.class)
                    .hasMessageStartingWith("model tiny cannot run: ")
                    .hasMessageContaining("fc.bias");
        }
    }

    private static float[] filled(float value) {
        float[] values = new float[1000];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void refusesLabelsThatDoNotMatchTheClasses() throws IOException {
        ModelFolder folder = folder().replace("labels.txt", "class 0\n", "");

        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageContaining(
                        "labels.txt has 999 lines, must have 1000, one for each class");
    }

    private ModelFolder folder() throws IOException {
        return ModelFolder.write(directory.resolve("tiny"), CHECKPOINT, 1000);
    }

    private static ModelRegistry registry(ServedModel model) {
        ModelRegistry registry = new ModelRegistry(new ModelMetrics(new SimpleMeterRegistry()));
        registry.add(model);
        return registry;
    }

    private ServedModel load(ModelFolder folder) {
        return load(folder, PrecisionSetting.AUTO);
    }

    private ServedModel load(ModelFolder folder, PrecisionSetting precision) {
        return loader.load(
                folder.files(), precision, new BatchingMetrics(new SimpleMeterRegistry(), "tiny"));
    }
}
