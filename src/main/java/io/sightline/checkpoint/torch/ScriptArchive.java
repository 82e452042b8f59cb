package io.sightline.checkpoint.torch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.archive.Allowance;
import io.sightline.checkpoint.pickle.Dialect;
import io.sightline.checkpoint.pickle.PickleValue;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import io.sightline.checkpoint.pickle.PickleValue.Sequence;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import io.sightline.checkpoint.pickle.Unpickler;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A TorchScript archive: its parameters, and the text of its program.
///
/// A tensor's name is the path of attributes that leads to it, as in a state dict. A frozen archive
/// has lost the names; its constants are called `c0`, `c1` and so on, as its program calls them.
final class ScriptArchive {

    private static final String FROZEN =
            "A frozen program: its tensors have lost their names and are called c0, c1 and so on;"
                    + " save it before torch.jit.freeze to keep them";

    private static final String CODE = "code/";

    private ScriptArchive() {}

    static TorchWeights read(ZipRecords records, Allowance allowance) {
        List<String> notes = new ArrayList<>();
        SequencedMap<String, PickleValue> parameters = parameters(modules(records));
        String folder = "data";
        if (parameters.isEmpty()) {
            parameters = constants(unpickle(records, "constants.pkl"));
            folder = "constants";
            notes.add(FROZEN);
        }
        Tensors tensors = new Tensors(records.storages(folder), records.byteOrder(), allowance);
        Checkpoint checkpoint = StateDict.read(parameters, tensors, notes);
        String taken = folder.equals("data") ? "" : folder;
        return new TorchWeights(Format.TORCHSCRIPT, checkpoint, taken, notes);
    }

    /// What it holds beside its tensors.
    static ScriptParts parts(ZipRecords records) {
        Map<String, String> code = new LinkedHashMap<>();
        for (String name : records.names(CODE, ".py")) {
            byte[] text = records.content(name).toArray(ValueLayout.JAVA_BYTE);
            code.put(name.substring(CODE.length()), new String(text, ISO_8859_1));
        }
        return new ScriptParts(modules(records), code);
    }

    private static List<ScriptModule> modules(ZipRecords records) {
        PickleValue root = unpickle(records, "data.pkl");
        if (root instanceof ScriptObject module) {
            return ScriptModule.all(module);
        }
        throw new InvalidCheckpointException(
                "it holds %s, must hold a module".formatted(root.kind()));
    }

    private static PickleValue unpickle(ZipRecords records, String name) {
        return Unpickler.readWhole(records.content(name), Dialect.TORCHSCRIPT).value();
    }

    private static SequencedMap<String, PickleValue> parameters(List<ScriptModule> modules) {
        SequencedMap<String, PickleValue> parameters = new LinkedHashMap<>();
        for (ScriptModule module : modules) {
            module.object()
                    .attributes()
                    .forEach(
                            (name, value) -> {
                                if (value instanceof TensorView) {
                                    parameters.put(module.name(name), value);
                                }
                            });
        }
        return parameters;
    }

    private static SequencedMap<String, PickleValue> constants(PickleValue constants) {
        SequencedMap<String, PickleValue> named = new LinkedHashMap<>();
        if (constants instanceof Sequence list) {
            for (int i = 0; i < list.values().size(); i++) {
                named.put("c" + i, list.values().get(i));
            }
        }
        return named;
    }
}
