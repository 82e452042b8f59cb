package io.sightline.checkpoint.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files with random damage are read or refused; nothing else ever happens.
class DamagedCheckpointTest {

    private static final int MUTANTS = 400;

    /// The values that lengths and counts fail on.
    private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch/by-hand.pth",
                "torch/timm-train.pth.tar",
                "torch/misc-values.pth",
                "torch/protocol4.pth",
                "torch/legacy.pth",
                "torch/expanded.pth",
                "torchscript/scripted-basic.pt",
                "torchscript/frozen-basic.pt",
                "torch-export/basic.pt2",
                "safetensors/by-hand.safetensors"
            })
    void damageIsSurvived(String name) {
        byte[] sound = withoutChecksums(ReferenceFiles.bytes(name));
        Random random = new Random(20_28);

        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(sound, random);

            assertThat(isReadOrRefused(mutant)).isTrue();
        }
    }

    /// A zip whose directory says that no checksums were computed: damage to what its records hold
    /// would not get beyond them.
    private static byte[] withoutChecksums(byte[] file) {
        byte[] entry = {'P', 'K', 1, 2};
        for (int at = 0; at + 20 < file.length; at++) {
            if (Arrays.equals(file, at, at + 4, entry, 0, 4)) {
                Arrays.fill(file, at + 16, at + 20, (byte) 0);
            }
        }
        return file;
    }

    private static boolean isReadOrRefused(byte[] file) {
        try (Arena arena = Arena.ofConfined()) {
            return !CheckpointFile.read(MemorySegment.ofArray(file), arena)
                    .checkpoint()
                    .tensors()
                    .isEmpty();
        } catch (InvalidCheckpointException e) {
            return String.valueOf(e.getMessage()).startsWith("file is ");
        }
    }

    private static byte[] mutant(byte[] sound, Random random) {
        byte[] mutant = sound.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] = EXTREMES[random.nextInt(EXTREMES.length)];
                case 2 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                default -> move(mutant, at, random);
            }
        }
        boolean cut = random.nextInt(20) == 0;
        return cut ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }

    private static void move(byte[] mutant, int at, Random random) {
        int from = random.nextInt(mutant.length);
        int length = Math.min(random.nextInt(16), mutant.length - Math.max(at, from));
        System.arraycopy(mutant, from, mutant, at, length);
    }
}
