package io.sightline.conversion.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.onnx.OnnxFile;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files with random damage are read or refused; nothing else ever happens.
class DamagedOnnxTest {

    private static final int MUTANTS = 400;

    /// The values that lengths, counts and tags fail on.
    private static final byte[] EXTREMES = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff};

    /// Where names, operators and lengths stand closer together than in the weights.
    private static final int STRUCTURE_BYTES = 4_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoints/onnx/basic-unfolded.onnx",
                "checkpoints/onnx/basic-dynamo-external.onnx",
                "conversion/onnx/eca-dynamic.onnx",
                "conversion/onnx/tensorflow.onnx"
            })
    void damageIsSurvived(String name) {
        byte[] sound = OnnxFixture.bytes(name);
        Random random = new Random(20_28);

        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(sound, random);

            assertThat(isReadOrRefused(mutant)).isTrue();
        }
    }

    private static boolean isReadOrRefused(byte[] file) {
        try {
            return OnnxConversion.convert(OnnxFile.read(MemorySegment.ofArray(file))).side() >= 0;
        } catch (InvalidCheckpointException e) {
            int length = String.valueOf(e.getMessage()).length();
            return length > 10 && length < 2_000;
        }
    }

    private static byte[] mutant(byte[] sound, Random random) {
        byte[] mutant = sound.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int reach = random.nextBoolean() ? mutant.length : STRUCTURE_BYTES;
            int at = random.nextInt(Math.min(reach, mutant.length));
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] = EXTREMES[random.nextInt(EXTREMES.length)];
                case 2 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                default -> copy(mutant, at, random);
            }
        }
        boolean cut = random.nextInt(20) == 0;
        return cut ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }

    private static void copy(byte[] mutant, int at, Random random) {
        int from = random.nextInt(mutant.length);
        int length = Math.min(random.nextInt(24), mutant.length - Math.max(at, from));
        System.arraycopy(mutant, from, mutant, at, length);
    }
}
