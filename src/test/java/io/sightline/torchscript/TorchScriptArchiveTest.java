package io.sightline.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class TorchScriptArchiveTest {

    private static final int LOCAL_HEADER = 30;

    private final Layout layout = Layout.tiny(BlockKind.BASIC, 3, Layout.Option.A);
    private final Checkpoint checkpoint = FormulaWeights.checkpoint(layout);

    @Test
    void holdsTheRecordsOfATorchScriptModule() throws IOException {
        byte[] archive = archive(checkpoint);

        SequencedMap<String, byte[]> records = records(archive);

        assertThat(records.sequencedKeySet())
                .startsWith(
                        "resnet/version",
                        "resnet/byteorder",
                        "resnet/data.pkl",
                        "resnet/code/__torch__.py",
                        "resnet/constants.pkl",
                        "resnet/constants/0")
                .endsWith("resnet/constants/11")
                .hasSize(5 + 12);
        assertThat(records.get("resnet/version")).asString().isEqualTo("3\n");
        assertThat(records.get("resnet/byteorder")).asString().isEqualTo("little");
    }

    @Test
    void storesEveryRecordWithItsDataAlignedTo64Bytes() throws IOException {
        byte[] archive = archive(checkpoint);

        int records = 0;
        ByteBuffer zip = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int header = 0;
        while (zip.getInt(header) == 0x04034b50) {
            int data =
                    header + LOCAL_HEADER + zip.getShort(header + 26) + zip.getShort(header + 28);
            assertThat(zip.getShort(header + 8)).as("method").isEqualTo((short) ZipEntry.STORED);
            assertThat(data % 64).as("alignment").isZero();
            header = data + zip.getInt(header + 18);
            records++;
        }

        assertThat(records).isEqualTo(17);
    }

    @Test
    void isTheSameOnEveryRunInEveryTimeZoneAndLocale() throws IOException {
        List<byte[]> usual = archivesOfEveryKind();
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            List<byte[]> elsewhere = archivesOfEveryKind();

            assertThat(elsewhere).usingElementComparator(Arrays::compare).isEqualTo(usual);
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    void givesTheSameBytesOneByOne() throws IOException {
        byte[] expected = archive(checkpoint);
        byte[] bytes = new byte[expected.length];

        try (InputStream stream = open(checkpoint)) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) stream.read();
            }

            assertThat(bytes).isEqualTo(expected);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void writesTheProgramLayerByLayer() throws IOException {
        byte[] archive = archive(checkpoint);

        byte[] program = records(archive).get("resnet/code/__torch__.py");

        assertThat(program)
                .asString(UTF_8)
                .isEqualTo(
                        """
                        class ResNet(Module):
                          __parameters__ = []
                          __buffers__ = []
                          def forward(self: __torch__.ResNet, image: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
                            x = torch.permute(image, [0, 3, 1, 2])
                            x = torch.relu_(torch.conv2d(x, CONSTANTS.c0, CONSTANTS.c1, [1, 1], [1, 1], [1, 1], 1))
                            f = torch.relu_(torch.conv2d(x, CONSTANTS.c2, CONSTANTS.c3, [1, 1], [1, 1], [1, 1], 1))
                            f = torch.conv2d(f, CONSTANTS.c4, CONSTANTS.c5, [1, 1], [1, 1], [1, 1], 1)
                            x = torch.relu_(torch.add_(f, x))
                            f = torch.relu_(torch.conv2d(x, CONSTANTS.c6, CONSTANTS.c7, [2, 2], [1, 1], [1, 1], 1))
                            f = torch.conv2d(f, CONSTANTS.c8, CONSTANTS.c9, [1, 1], [1, 1], [1, 1], 1)
                            x = torch.slice(x, 2, 0, 9223372036854775807, 2)
                            x = torch.slice(x, 3, 0, 9223372036854775807, 2)
                            x = torch.constant_pad_nd(x, [0, 0, 0, 0, 1, 1])
                            x = torch.relu_(torch.add_(f, x))
                            embedding = torch.mean(x, [2, 3])
                            logits = torch.linear(embedding, CONSTANTS.c10, CONSTANTS.c11)
                            return (logits, x, embedding)
                        """);
    }

    @Test
    void poolsAndProjectsInTheProgramOfANetworkForImagenet() {
        Layout imagenet = Layout.tiny(BlockKind.BASIC, 7, Layout.Option.B);
        Checkpoint weights = FormulaWeights.checkpoint(imagenet);

        Program program = inFloat32(weights, Fusion.NONE);

        assertThat(program.text())
                .contains("    x = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)\n")
                .contains(
                        "    x = torch.conv2d(x, CONSTANTS.c10, CONSTANTS.c11, [2, 2], [0, 0], [1,"
                                + " 1], 1)\n");
    }

    @Test
    void quantisesBetweenTheImageAndTheLastFeatureMap() {
        ResNet network = ResNet.of(checkpoint, StrideOrder.V1_5);
        Map<String, ActivationRange> ranges = bytes(network);
        ranges.put("image", new ActivationRange(-51, 204));

        Program program = Program.of(network, checkpoint, new Precision.Int8(ranges), Fusion.NONE);

        assertThat(program.text())
                .contains("    x = torch.quantize_per_tensor(x, 1.0, 51, 13)\n")
                .contains("    x = ops.quantized.conv2d_relu(x, CONSTANTS.c0, 1.0, 0)\n")
                .contains("    f = ops.quantized.conv2d(f, CONSTANTS.c2, 1.0, 0)\n")
                .contains("    x = ops.quantized.add_relu(f, x, 1.0, 0)\n")
                .contains("    x = torch.dequantize(x)\n");
    }

    @Test
    void fusesTheReluAndTheSumOfABlock() {
        Program program = inFloat32(checkpoint, Fusion.FUSED);

        assertThat(program.text())
                .contains(
                        """
                            f = ops.mkldnn._convolution_pointwise(x, CONSTANTS.c6, CONSTANTS.c7, [1, 1], [2, 2], [1, 1], 1, "relu", annotate(List[Optional[number]], []), "")
                            x = torch.slice(x, 2, 0, 9223372036854775807, 2)
                        """)
                .contains(
                        """
                            x = ops.mkldnn._convolution_pointwise_(x, f, CONSTANTS.c8, CONSTANTS.c9, [1, 1], [1, 1], [1, 1], 1, "add", 1.0, "relu", annotate(List[Optional[number]], []), "")
                        """)
                .doesNotContain("torch.relu_");
    }

    @Test
    void fusesTheSumOfABlockInIntegersAndRoundsItOnce() {
        ResNet network = ResNet.of(checkpoint, StrideOrder.V1_5);
        Map<String, ActivationRange> ranges = bytes(network);
        ranges.put("layer1.0", new ActivationRange(0, 510));

        Program program = Program.of(network, checkpoint, new Precision.Int8(ranges), Fusion.FUSED);

        assertThat(program.text())
                .contains("    x = ops.quantized.conv2d_add_relu(f, x, CONSTANTS.c2, 2.0, 0)\n")
                .doesNotContain("ops.quantized.add_relu");
    }

    @Test
    void refusesToQuantiseAnActivationWithoutARange() {
        ResNet network = ResNet.of(checkpoint, StrideOrder.V1_5);

        assertThatThrownBy(
                        () ->
                                Program.of(
                                        network,
                                        checkpoint,
                                        new Precision.Int8(Map.of()),
                                        Fusion.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range of image is missing");
    }

    @Test
    void refusesHistogramsWithoutBins() {
        assertThatThrownBy(() -> new Observation.Histograms(Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bins is 0, must be positive");
    }

    @Test
    void endsAtAKernelThatIsNotFiniteAndSaysWhy() throws IOException {
        Shape shape = checkpoint.tensor("layer2.0.conv1.weight").shape();
        float[] values = new float[shape.elements()];
        values[1] = Float.NaN;
        Checkpoint damaged =
                with("layer2.0.conv1.weight", Tensor.of(TensorType.F32, shape, values));

        try (TorchScriptArchive stream = open(damaged)) {
            int length = stream.readAllBytes().length;

            assertThat(length).isLessThan(archive(checkpoint).length);
            assertThat(stream.failure().orElseThrow())
                    .hasMessageStartingWith("tensor layer2.0.conv1.weight gives NaN once");
        }
    }

    @Test
    void storesTensorsInTheOrderOfTheirStrides() throws IOException {
        byte[] archive = archive(checkpoint);

        byte[] head = records(archive).getOrDefault("resnet/constants/10", new byte[0]);

        float[] values = new float[head.length / Float.BYTES];
        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        assertThat(values).isEqualTo(checkpoint.tensor("fc.weight").toFloats());
    }

    @Test
    void refusesANegativeVarianceBeforeTheEngineReads() {
        Tensor negative = Tensor.of(TensorType.F32, Shape.of(2), 1, -1);

        assertThatThrownBy(() -> open(with("layer1.0.bn2.running_var", negative)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor layer1.0.bn2.running_var holds -1.0, must not be negative");
    }

    @Test
    void refusesAHeadThatIsNotFinite() {
        Tensor infinite = Tensor.of(TensorType.F32, Shape.of(3), 0, 1, Float.POSITIVE_INFINITY);

        assertThatThrownBy(() -> open(with("fc.bias", infinite)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor fc.bias holds Infinity, must be finite");
    }

    private Checkpoint with(String name, Tensor tensor) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(checkpoint.tensors());
        tensors.put(name, tensor);
        return new Checkpoint(tensors);
    }

    private static Program inFloat32(Checkpoint checkpoint, Fusion fusion) {
        ResNet network = ResNet.of(checkpoint, StrideOrder.V1_5);
        return Program.of(network, checkpoint, new Precision.Float32(), fusion);
    }

    /// A range of 0 to 255, so of steps of 1, for every activation.
    private static Map<String, ActivationRange> bytes(ResNet network) {
        Map<String, ActivationRange> ranges = new HashMap<>();
        network.activations().forEach(name -> ranges.put(name, new ActivationRange(0, 255)));
        return ranges;
    }

    private static TorchScriptArchive open(Checkpoint checkpoint) {
        return open(checkpoint, new Precision.Float32(), Fusion.NONE);
    }

    private static TorchScriptArchive open(
            Checkpoint checkpoint, Precision precision, Fusion fusion) {
        return new TorchScriptArchive(
                ResNet.of(checkpoint, StrideOrder.V1_5), checkpoint, precision, fusion);
    }

    /// In each precision, its layers apart and fused, and observing.
    private List<byte[]> archivesOfEveryKind() throws IOException {
        Map<String, ActivationRange> ranges = bytes(ResNet.of(checkpoint, StrideOrder.V1_5));
        ranges.put("image", new ActivationRange(-51, 204));
        ResNet network = ResNet.of(checkpoint, StrideOrder.V1_5);
        List<TorchScriptArchive> compiled = new ArrayList<>();
        for (Precision precision :
                List.of(
                        new Precision.Float32(),
                        new Precision.BFloat16(),
                        new Precision.Int8(ranges))) {
            compiled.add(open(checkpoint, precision, Fusion.NONE));
            compiled.add(open(checkpoint, precision, Fusion.FUSED));
        }
        for (Observation observation :
                List.of(new Observation.Extremes(), new Observation.Histograms(ranges, 128))) {
            compiled.add(new TorchScriptArchive(network, checkpoint, observation));
        }
        List<byte[]> archives = new ArrayList<>();
        for (TorchScriptArchive archive : compiled) {
            try (archive) {
                archives.add(archive.readAllBytes());
            }
        }
        return archives;
    }

    private static byte[] archive(Checkpoint checkpoint) throws IOException {
        try (InputStream stream = open(checkpoint)) {
            return stream.readAllBytes();
        }
    }

    /// What a zip reader finds; it checks lengths and checksums.
    private static SequencedMap<String, byte[]> records(byte[] archive) throws IOException {
        SequencedMap<String, byte[]> records = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                records.put(entry.getName(), zip.readAllBytes());
            }
        }
        return records;
    }
}
