package io.sightline.checkpoint.torch;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The parameters of a TorchScript archive. Its program is not looked at.
///
/// A tensor's name is the path of attributes that leads to it, as in a state dict. A frozen archive
/// has lost the names; its constants are called `c0`, `c1` and so on, as its program calls them.
final class ScriptArchive {

    private static final String PROGRAM =
            "A program: whatever it does beside the layers, such as a softmax or a normalisation,"
                    + " is not in its parameters";

    private static final String FROZEN =
            "A frozen program: its tensors have lost their names and are called c0, c1 and so on;"
                    + " save it before torch.jit.freeze to keep them";

    /// Longest path of attributes; a longer one is no tensor's name.
    private static final int MAX_PATH = 256;

    /// A scripted ResNet-152 has some 8,000.
    private static final int MAX_ATTRIBUTES = 1 << 17;

    private ScriptArchive() {}

    static TorchWeights read(ZipRecords records, Allowance allowance) {
        PickleValue root = unpickle(records, "data.pkl");
        if (!(root instanceof ScriptObject module)) {
            throw new InvalidCheckpointException(
                    "it holds %s, must hold a module".formatted(root.kind()));
        }
        List<String> notes = new ArrayList<>();
        SequencedMap<String, PickleValue> parameters = parameters(module);
        String folder = "data";
        if (parameters.isEmpty()) {
            parameters = constants(unpickle(records, "constants.pkl"));
            folder = "constants";
            notes.add(FROZEN);
        }
        notes.add(PROGRAM);
        Tensors tensors = new Tensors(records.storages(folder), records.byteOrder(), allowance);
        Checkpoint checkpoint = StateDict.read(parameters, tensors, notes);
        String taken = folder.equals("data") ? "" : folder;
        return new TorchWeights(Format.TORCHSCRIPT, checkpoint, taken, notes);
    }

    private static PickleValue unpickle(ZipRecords records, String name) {
        return Unpickler.readWhole(records.content(name), Dialect.TORCHSCRIPT).value();
    }

    private record Module(String path, ScriptObject object) {}

    /// The tensors of each module, then those of the modules in it; a module that is there twice
    /// counts once.
    private static SequencedMap<String, PickleValue> parameters(ScriptObject root) {
        SequencedMap<String, PickleValue> parameters = new LinkedHashMap<>();
        Set<ScriptObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long attributes = 0;
        Deque<Module> waiting = new ArrayDeque<>(List.of(new Module("", root)));
        while (!waiting.isEmpty()) {
            Module module = waiting.pop();
            if (!seen.add(module.object())) {
                continue;
            }
            attributes += module.object().attributes().size();
            requireFew(attributes);
            List<Module> inner = new ArrayList<>();
            for (Map.Entry<String, PickleValue> entry : module.object().attributes().entrySet()) {
                switch (entry.getValue()) {
                    case TensorView tensor -> parameters.put(path(module, entry.getKey()), tensor);
                    case ScriptObject object ->
                            inner.add(new Module(path(module, entry.getKey()) + ".", object));
                    default -> {}
                }
            }
            inner.reversed().forEach(waiting::push);
        }
        return parameters;
    }

    /// Objects may share their attributes, so a short file could tell of many.
    private static void requireFew(long attributes) {
        if (attributes > MAX_ATTRIBUTES) {
            throw new InvalidCheckpointException(
                    "its modules have more than %d attributes".formatted(MAX_ATTRIBUTES));
        }
    }

    private static String path(Module module, String name) {
        if (module.path().length() + name.length() > MAX_PATH) {
            throw new InvalidCheckpointException(
                    "its modules are nested so deeply that a name has more than %d characters"
                            .formatted(MAX_PATH));
        }
        return module.path() + name;
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
