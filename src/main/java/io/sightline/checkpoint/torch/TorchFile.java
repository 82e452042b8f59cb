package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.archive.Allowance;
import io.sightline.checkpoint.archive.Archive;
import io.sightline.checkpoint.pickle.Dialect;
import io.sightline.checkpoint.pickle.Unpickled;
import io.sightline.checkpoint.pickle.Unpickler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Reads the files that PyTorch writes.
public final class TorchFile {

    private TorchFile() {}

    /// The weights in `file`, a zip archive. Tensors whose elements stand in order are slices of
    /// `file`; the others live as long as `arena`.
    ///
    /// @throws InvalidCheckpointException if it is not sound, or none of PyTorch's
    public static TorchWeights readZip(MemorySegment file, Arena arena) {
        Allowance allowance = new Allowance(arena, file.byteSize());
        ZipRecords records = new ZipRecords(Archive.read(file, allowance));
        if (records.has("archive_format")) {
            return ExportArchive.read(records, allowance);
        }
        if (!records.has("data.pkl")) {
            throw new InvalidCheckpointException(
                    "record data.pkl is missing: a zip archive, but none of PyTorch's weights");
        }
        return records.has("constants.pkl")
                ? ScriptArchive.read(records, allowance)
                : stateDict(records, allowance);
    }

    /// What the TorchScript archive that is `file` holds beside its tensors.
    ///
    /// @throws InvalidCheckpointException if it is not sound, or no TorchScript archive
    public static ScriptParts readScript(MemorySegment file, Arena arena) {
        Allowance allowance = new Allowance(arena, file.byteSize());
        return ScriptArchive.parts(new ZipRecords(Archive.read(file, allowance)));
    }

    /// The weights in `file`, a stream of PyTorch before 1.6.
    ///
    /// @throws InvalidCheckpointException if it is not sound
    public static TorchWeights readLegacy(MemorySegment file, Arena arena) {
        return LegacyStream.read(file, new Allowance(arena, file.byteSize()));
    }

    private static TorchWeights stateDict(ZipRecords records, Allowance allowance) {
        Unpickled unpickled = Unpickler.readWhole(records.content("data.pkl"), Dialect.PYTHON);
        Tensors tensors = new Tensors(records.storages("data"), records.byteOrder(), allowance);
        return weights(Format.TORCH, unpickled, tensors);
    }

    static TorchWeights weights(Format format, Unpickled unpickled, Tensors tensors) {
        WeightsChoice choice = WeightsChoice.of(unpickled.value());
        List<String> notes = new ArrayList<>(choice.notes());
        var checkpoint = StateDict.read(choice.weights().entries(), tensors, notes);
        if (!unpickled.passedOver().isEmpty()) {
            notes.add(
                    "Passed over and not built: objects of "
                            + StateDict.list(List.copyOf(unpickled.passedOver())));
        }
        return new TorchWeights(format, checkpoint, choice.taken(), notes);
    }
}
