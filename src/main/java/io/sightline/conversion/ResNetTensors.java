package io.sightline.conversion;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tensors of the one ResNet in a checkpoint, under torchvision's names.
///
/// Training tools put names of their own before a network's: `module.`, `model.`, `backbone.`. The
/// prefix is what stands before the first convolution of the first block, so none has to be known.
/// The head may stand outside of it. What else does is left out.
///
/// @param checkpoint without the counters of batch normalisations, which no forward pass reads
/// @param names of these tensors in the file, with torchvision's
/// @param notes sentences on what was chosen and left out, for whoever converts the checkpoint
record ResNetTensors(Checkpoint checkpoint, Map<String, String> names, List<String> notes) {

    /// What a classifier is called in the libraries and in networks taught by hand. A number behind
    /// it is its place among dropouts.
    private static final Pattern HEAD =
            Pattern.compile(
                    "(fc|linear|classifier|head|head\\.fc|last_linear)(\\.\\d)?\\.(weight|bias)");

    private static final String COUNTER = ".num_batches_tracked";

    /// The most names that a message repeats.
    private static final int MAX_QUOTED = 4;

    ResNetTensors {
        names = Map.copyOf(names);
        notes = List.copyOf(notes);
    }

    /// Finds the network in `checkpoint`.
    ///
    /// @throws InvalidCheckpointException if there is none, more than one, or it has no head
    static ResNetTensors find(Checkpoint checkpoint) {
        return find(checkpoint, places(checkpoint));
    }

    /// Finds the network whose names in `checkpoint` begin with `prefix`, for example `ema.`.
    ///
    /// @throws InvalidCheckpointException if there is none, or it has no head
    static ResNetTensors find(Checkpoint checkpoint, String prefix) {
        return find(
                checkpoint,
                places(checkpoint).stream()
                        .filter(place -> place.prefix().equals(prefix))
                        .toList());
    }

    private static ResNetTensors find(Checkpoint checkpoint, List<Place> places) {
        if (places.isEmpty()) {
            throw new InvalidCheckpointException(
                    "its %d tensors are %s, must be a ResNet's: one must end in %s"
                            .formatted(
                                    checkpoint.tensors().size(),
                                    quoted(checkpoint.tensors().sequencedKeySet()),
                                    Naming.TORCHVISION.landmark()));
        }
        if (places.size() > 1) {
            throw new InvalidCheckpointException(
                    "it holds %d networks, whose names begin with %s; must be one: choose a prefix"
                            .formatted(
                                    places.size(),
                                    quoted(places.stream().map(Place::prefix).toList())));
        }
        return places.getFirst().collect(checkpoint);
    }

    private static List<Place> places(Checkpoint checkpoint) {
        return checkpoint.tensors().keySet().stream()
                .flatMap(name -> Arrays.stream(Naming.values()).flatMap(it -> Place.of(it, name)))
                .toList();
    }

    private static String quoted(Collection<String> names) {
        List<String> first =
                names.stream().limit(MAX_QUOTED).map(name -> "\"" + name + "\"").toList();
        return String.join(", ", first) + (names.size() > MAX_QUOTED ? ", …" : "");
    }

    /// Where a network's tensors are among others.
    ///
    /// @param prefix empty, or ends in a dot
    private record Place(Naming naming, String prefix) {

        static Stream<Place> of(Naming naming, String name) {
            String prefix = before(name, naming.landmark());
            boolean whole = prefix.isEmpty() || prefix.endsWith(".");
            return name.endsWith(naming.landmark()) && whole
                    ? Stream.of(new Place(naming, prefix))
                    : Stream.empty();
        }

        private static String before(String name, String end) {
            return name.substring(0, Math.max(0, name.length() - end.length()));
        }

        ResNetTensors collect(Checkpoint checkpoint) {
            SequencedMap<String, Tensor> found = new LinkedHashMap<>();
            SequencedMap<String, Tensor> head = new LinkedHashMap<>();
            List<String> outside = new ArrayList<>();
            Map<String, String> names = new HashMap<>();
            for (Map.Entry<String, Tensor> entry : checkpoint.tensors().entrySet()) {
                String name = entry.getKey();
                if (name.endsWith(COUNTER)) {
                    continue;
                }
                if (isHead(name)) {
                    head.put(name, entry.getValue());
                } else if (name.startsWith(prefix)) {
                    names.put(name, put(found, name, entry.getValue()));
                } else {
                    outside.add(name);
                }
            }
            found.putAll(Head.of(head).tensors());
            for (String name : head.keySet()) {
                names.put(name, name.endsWith(".weight") ? Head.WEIGHT : Head.BIAS);
            }
            return new ResNetTensors(new Checkpoint(found), names, notes(outside));
        }

        /// @return the name under which it was put
        private String put(SequencedMap<String, Tensor> found, String name, Tensor tensor) {
            String known = naming.toTorchvision(name.substring(prefix.length()));
            if (found.put(known, tensor) != null) {
                throw new InvalidCheckpointException(
                        "tensor %s is a second %s, must be the only one".formatted(name, known));
            }
            return known;
        }

        /// A head is beside the network, or beside a module that the network is part of.
        private boolean isHead(String name) {
            String parent = prefix;
            while (true) {
                if (name.startsWith(parent)
                        && HEAD.matcher(name.substring(parent.length())).matches()) {
                    return true;
                }
                if (parent.isEmpty()) {
                    return false;
                }
                parent = parent.substring(0, parent.lastIndexOf('.', parent.length() - 2) + 1);
            }
        }

        private List<String> notes(List<String> outside) {
            List<String> notes = new ArrayList<>();
            if (!prefix.isEmpty()) {
                notes.add("the network's names begin with " + prefix);
            }
            if (!outside.isEmpty()) {
                notes.add(
                        "%d tensors are no part of the network and were left out: %s"
                                .formatted(outside.size(), quoted(outside)));
            }
            return notes;
        }
    }

    /// The last layer.
    private record Head(Tensor weight, Tensor bias) {

        private static final String WEIGHT = "fc.weight";
        private static final String BIAS = "fc.bias";

        static Head of(Map<String, Tensor> tensors) {
            List<String> weights =
                    tensors.keySet().stream().filter(name -> name.endsWith(".weight")).toList();
            if (weights.isEmpty()) {
                throw new InvalidCheckpointException(
                        "it has no head, such as fc.weight: it gives features, must be a"
                                + " classifier");
            }
            if (weights.size() > 1) {
                throw new InvalidCheckpointException(
                        "it has %d heads, %s; must have one of one layer"
                                .formatted(weights.size(), quoted(weights)));
            }
            String name = weights.getFirst();
            String bias = name.replaceFirst("weight$", "bias");
            if (!tensors.containsKey(bias)) {
                throw new InvalidCheckpointException("tensor %s is missing".formatted(bias));
            }
            return new Head(
                    flat(name, Objects.requireNonNull(tensors.get(name))),
                    Objects.requireNonNull(tensors.get(bias)));
        }

        /// A convolution of one pixel is the same as a layer of that many inputs.
        private static Tensor flat(String name, Tensor weight) {
            Shape shape = weight.shape();
            if (shape.rank() == 2) {
                return weight;
            }
            if (shape.rank() == 4 && shape.dimension(2) == 1 && shape.dimension(3) == 1) {
                return weight.reshaped(Shape.of(shape.dimension(0), shape.dimension(1)));
            }
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected 2 dimensions".formatted(name, shape));
        }

        SequencedMap<String, Tensor> tensors() {
            SequencedMap<String, Tensor> named = new LinkedHashMap<>();
            named.put(WEIGHT, weight);
            named.put(BIAS, bias);
            return named;
        }
    }
}
