package io.sightline.checkpoint.file;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Safetensors;
import io.sightline.checkpoint.torch.TorchFile;
import io.sightline.checkpoint.torch.TorchWeights;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// A file of weights in one of the formats that people have.
///
/// Nothing in the file is run. Its names are as they are in the file, prefixes included.
///
/// @param format what the file is
/// @param checkpoint its tensors, valid as long as the arena they were read into
/// @param taken which dict of the file they were taken from, for example `state_dict_ema`; empty if
///   there is but one
/// @param notes sentences about what else the file holds and was left out
public record CheckpointFile(
        Format format, Checkpoint checkpoint, String taken, List<String> notes) {

    private static final String SAVE = "torch.save(model.state_dict(), \"weights.pth\")";

    public CheckpointFile {
        notes = List.copyOf(notes);
    }

    /// Reads `file`, mapped rather than copied: its tensors stay valid until `arena` closes.
    ///
    /// @throws InvalidCheckpointException if it is damaged or of no format that is read; the
    ///   message names the file, what it was taken for, the part at fault and what that must be
    public static CheckpointFile read(Path file, Arena arena) throws IOException {
        MemorySegment content = map(file, arena);
        if (Format.of(content) != Format.SHARD_INDEX) {
            return read(file, content, arena);
        }
        try {
            return of(Format.SHARD_INDEX, Shards.read(file, content, arena));
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "%s: %s".formatted(file.getFileName(), e.getMessage()), e);
        }
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        return Safetensors.map(file, arena);
    }

    /// Reads `file` if it is a checkpoint by itself and no index.
    static CheckpointFile readWhole(Path file, Arena arena) throws IOException {
        return read(file, map(file, arena), arena);
    }

    private static CheckpointFile read(Path file, MemorySegment content, Arena arena) {
        try {
            return read(content, arena);
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "%s: %s".formatted(file.getFileName(), e.getMessage()), e);
        }
    }

    /// Reads `file`, a whole file in memory.
    ///
    /// @param arena holds what is not a part of `file`: tensors that were compressed or out of
    ///   order
    /// @throws InvalidCheckpointException if it is damaged or of no format that is read
    public static CheckpointFile read(MemorySegment file, Arena arena) {
        Format format = Format.of(file);
        try {
            return read(format, file, arena);
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "file is %s%s: %s"
                            .formatted(
                                    format.description(),
                                    format == Format.UNKNOWN ? "; read as a safetensors file" : "",
                                    e.getMessage()),
                    e);
        }
    }

    private static CheckpointFile read(Format format, MemorySegment file, Arena arena) {
        return switch (format) {
            case SAFETENSORS, UNKNOWN -> safetensors(file);
            case TORCH_LEGACY -> of(TorchFile.readLegacy(file, arena));
            case TORCH, TORCHSCRIPT, TORCH_EXPORT, ZIP -> of(TorchFile.readZip(file, arena));
            case PICKLE ->
                    throw new InvalidCheckpointException(
                            "must be a file of torch.save, as %s writes it".formatted(SAVE));
            case TAR ->
                    throw new InvalidCheckpointException(
                            "if PyTorch before 0.2 wrote it, load and save it again with a newer"
                                    + " one: "
                                    + SAVE);
            case SHARD_INDEX ->
                    throw new InvalidCheckpointException(
                            "must be read by its path, with the files beside it");
            default ->
                    throw new InvalidCheckpointException(
                            "must be a safetensors file or one of PyTorch's");
        };
    }

    private static CheckpointFile safetensors(MemorySegment file) {
        return of(Format.SAFETENSORS, Safetensors.read(file));
    }

    private static CheckpointFile of(Format format, Checkpoint checkpoint) {
        if (checkpoint.tensors().isEmpty()) {
            throw new InvalidCheckpointException("it holds no tensors");
        }
        return new CheckpointFile(format, checkpoint, "", List.of());
    }

    private static CheckpointFile of(TorchWeights weights) {
        return new CheckpointFile(
                weights.format(), weights.checkpoint(), weights.taken(), weights.notes());
    }
}
