package io.sightline.checkpoint.pickle;

import static io.sightline.checkpoint.pickle.Meaning.PassedOver.Use.CALLED;
import static io.sightline.checkpoint.pickle.Meaning.PassedOver.Use.MADE;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.pickle.Meaning.Mapping;
import io.sightline.checkpoint.pickle.Meaning.PassedOver;
import io.sightline.checkpoint.pickle.Meaning.Rebuild;
import io.sightline.checkpoint.pickle.Meaning.ScriptClass;
import io.sightline.checkpoint.pickle.Meaning.ScriptFunction;
import io.sightline.checkpoint.pickle.Meaning.StorageClass;
import io.sightline.checkpoint.pickle.Meaning.TensorClass;
import io.sightline.checkpoint.pickle.PickleValue.Name;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names that a pickle may hold. None is ever looked up in anything but this list.
final class Names {

    private static final String SAVE = "torch.save(model.state_dict(), \"weights.pth\")";

    /// Where the classes of networks are in the libraries that people take them from.
    private static final Pattern NETWORK =
            Pattern.compile(
                    "(torch\\.nn\\.|torch\\.fx\\.|torchvision\\.models\\.|timm\\.|transformers\\."
                            + "|torch\\._dynamo\\.|torch\\.optim\\.swa_utils).*");

    private static final Pattern QUANTISED =
            Pattern.compile(
                    "torch\\.Q.+Storage|torch\\._utils\\._rebuild_qtensor"
                            + "|__torch__\\.torch\\.classes\\.quantized\\..*");

    /// Classes that TorchScript archives bring from C++: quantised weights above all.
    private static final String NATIVE_CLASSES = "__torch__.torch.classes.";

    private static final Pattern SCRIPT_CLASS = Pattern.compile("__torch__\\.[A-Za-z0-9_.]+");

    private static final Map<String, Meaning> EVERYWHERE = everywhere();

    private static final Map<String, Meaning> TORCHSCRIPT = torchScript();

    private Names() {}

    /// The name `name` of the module `module`.
    ///
    /// @throws InvalidCheckpointException if it is on no list
    static Name of(Dialect dialect, String module, String name) {
        String joined = module + "." + name;
        Meaning meaning = EVERYWHERE.get(joined);
        if (meaning != null) {
            return new Name(joined, meaning);
        }
        if (dialect == Dialect.TORCHSCRIPT) {
            return ofTorchScript(joined).orElseThrow(() -> refused(joined));
        }
        throw NETWORK.matcher(joined).matches()
                ? wholeModel("the class " + Printable.quote(joined))
                : refused(joined);
    }

    private static Optional<Name> ofTorchScript(String joined) {
        Meaning meaning = TORCHSCRIPT.get(joined);
        if (meaning != null) {
            return Optional.of(new Name(joined, meaning));
        }
        boolean defined =
                SCRIPT_CLASS.matcher(joined).matches() && !joined.startsWith(NATIVE_CLASSES);
        return defined
                ? Optional.of(new Name("a class of the archive", new ScriptClass(joined)))
                : Optional.empty();
    }

    /// @param sign by which it is known
    static InvalidCheckpointException wholeModel(String sign) {
        return new InvalidCheckpointException(
                "it holds %s: a whole model was saved, must be its weights alone: %s"
                        .formatted(sign, SAVE));
    }

    private static InvalidCheckpointException refused(String joined) {
        if (QUANTISED.matcher(joined).matches()) {
            return new InvalidCheckpointException(
                    "it names %s: the weights are quantised, must be floating-point numbers"
                            .formatted(Printable.quote(joined)));
        }
        return new InvalidCheckpointException(
                "it names %s, must name nothing but what tensors need; weights alone are saved by %s"
                        .formatted(Printable.quote(joined), SAVE));
    }

    private static Map<String, Meaning> everywhere() {
        Map<String, Meaning> names = new HashMap<>();
        names.put("collections.OrderedDict", Mapping.ORDERED_DICT);
        for (StorageType type : StorageType.values()) {
            names.put("torch." + type.name(), new StorageClass(type));
        }
        names.put("torch._utils._rebuild_tensor", Rebuild.TENSOR);
        names.put("torch._utils._rebuild_tensor_v2", Rebuild.TENSOR);
        names.put("torch._utils._rebuild_parameter", Rebuild.PARAMETER);
        names.put("torch._utils._rebuild_parameter_with_state", Rebuild.PARAMETER);
        names.put("torch._tensor._rebuild_from_type_v2", Rebuild.FROM_TYPE);
        names.put("torch.Tensor", TensorClass.TENSOR);
        names.put("torch.nn.parameter.Parameter", TensorClass.TENSOR);
        passOver(names);
        return Map.copyOf(names);
    }

    private static void passOver(Map<String, Meaning> names) {
        put(
                names,
                new PassedOver(Set.of(CALLED)),
                "_codecs.encode collections.Counter collections.defaultdict collections.deque"
                        + " datetime.date datetime.datetime datetime.time datetime.timedelta"
                        + " numpy.dtype types.SimpleNamespace torch.Size torch.device"
                        + " torch.serialization._get_layout");
        for (String module : new String[] {"numpy.core.multiarray", "numpy._core.multiarray"}) {
            put(
                    names,
                    new PassedOver(Set.of(CALLED)),
                    module + ".scalar " + module + "._reconstruct");
        }
        for (String module : new String[] {"pathlib", "pathlib._local"}) {
            put(
                    names,
                    new PassedOver(Set.of(CALLED)),
                    module
                            + ".PosixPath "
                            + module
                            + ".WindowsPath "
                            + module
                            + ".Path "
                            + module
                            + ".PurePosixPath "
                            + module
                            + ".PureWindowsPath");
        }
        for (String module : new String[] {"__builtin__", "builtins"}) {
            put(
                    names,
                    new PassedOver(Set.of(CALLED)),
                    Stream.of("set frozenset complex bytearray bytes slice".split(" "))
                            .map(name -> module + "." + name + " ")
                            .reduce("", String::concat));
            put(
                    names,
                    new PassedOver(Set.of()),
                    Stream.of("dict list tuple int long float str unicode bool object".split(" "))
                            .map(name -> module + "." + name + " ")
                            .reduce("", String::concat));
        }
        put(
                names,
                new PassedOver(Set.of(MADE)),
                "argparse.Namespace pytorch_lightning.utilities.parsing.AttributeDict"
                        + " lightning_fabric.utilities.data.AttributeDict"
                        + " lightning.fabric.utilities.data.AttributeDict");
        put(
                names,
                new PassedOver(Set.of()),
                "numpy.ndarray torch.float16 torch.bfloat16 torch.float32 torch.float64 torch.half"
                        + " torch.float torch.double torch.int8 torch.int16 torch.int32"
                        + " torch.int64 torch.int torch.long torch.uint8 torch.bool");
    }

    private static Map<String, Meaning> torchScript() {
        Map<String, Meaning> names = new HashMap<>();
        put(
                names,
                ScriptFunction.FIRST_ARGUMENT,
                "torch.jit._pickle.build_intlist torch.jit._pickle.build_tensorlist"
                        + " torch.jit._pickle.build_doublelist torch.jit._pickle.build_boollist"
                        + " torch.jit._pickle.restore_type_tag");
        return Map.copyOf(names);
    }

    private static void put(Map<String, Meaning> names, Meaning meaning, String listed) {
        Stream.of(listed.strip().split(" +")).forEach(name -> names.put(name, meaning));
    }
}
