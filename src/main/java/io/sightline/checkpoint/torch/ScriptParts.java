package io.sightline.checkpoint.torch;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.pickle.PickleValue.ScriptObject;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// What a TorchScript archive holds beside its tensors.
public final class ScriptParts {

    private final ScriptObject root;
    private final Map<String, String> code;
    private final IdentityHashMap<ScriptObject, String> paths = new IdentityHashMap<>();

    /// @param modules the first is the whole network
    ScriptParts(List<ScriptModule> modules, Map<String, String> code) {
        this.root = modules.getFirst().object();
        this.code = Map.copyOf(code);
        modules.forEach(module -> paths.put(module.object(), module.path()));
        if (code.isEmpty()) {
            throw new InvalidCheckpointException(
                    "it has no program, must have one as code/__torch__.py or below"
                            + " code/__torch__");
        }
    }

    /// The module that is the whole network.
    public ScriptObject root() {
        return root;
    }

    /// The texts of its program by the files' names, for example `__torch__/torch/nn/modules.py`.
    public Map<String, String> code() {
        return code;
    }

    /// What the names of the tensors of `module` begin with: empty, or ends in a dot.
    public String path(ScriptObject module) {
        return paths.getOrDefault(module, "");
    }
}
