package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Names and shapes of a checkpoint's tensors, as inference asks for them.
final class NamedShapes {

    /// What all networks with group normalisation have; it is in no tensor.
    private static final int NORM_GROUPS = 32;

    /// The engine keeps their number in 16 bits; published networks have at most 64.
    private static final int MAX_GROUPS = Short.MAX_VALUE;

    private final Checkpoint checkpoint;
    private final NavigableSet<String> names;
    private final boolean withStatistics;

    NamedShapes(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        this.names = new TreeSet<>(checkpoint.tensors().keySet());
        this.withStatistics =
                names.stream()
                        .anyMatch(
                                name ->
                                        name.endsWith(".running_mean")
                                                || name.endsWith(".running_var"));
    }

    /// Whether there is any tensor of this module.
    boolean has(String module) {
        String next = names.ceiling(module + ".");
        return next != null && next.startsWith(module + ".");
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    /// @throws InvalidCheckpointException if there is no such tensor, or not of this rank
    Shape shape(String name, int rank) {
        if (!names.contains(name)) {
            throw missing(name);
        }
        Shape shape = checkpoint.tensor(name).shape();
        if (shape.rank() != rank) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %d dimensions".formatted(name, shape, rank));
        }
        return shape;
    }

    int rank(String name) {
        return checkpoint.tensor(name).shape().rank();
    }

    void require(String name, Integer... expected) {
        Shape shape = checkpoint.tensor(name).shape();
        if (!shape.dimensions().equals(List.of(expected))) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %s"
                            .formatted(name, shape, Shape.text(List.of(expected))));
        }
    }

    static InvalidCheckpointException missing(String name) {
        return new InvalidCheckpointException("tensor %s is missing".formatted(name));
    }

    /// The convolution of one group that has these names.
    Convolution convolution(String name, String norm, int in, int kernel, int stride) {
        int out = shape(name + ".weight", 4).dimension(0);
        require(name + ".weight", out, in, kernel, kernel);
        return new Convolution(name, normalisation(name, norm, out), in, out, kernel, stride, 1);
    }

    /// The convolution that has these names, with as many groups as its weights say.
    Convolution grouped(String name, String norm, int in, int kernel, int stride) {
        Shape weight = shape(name + ".weight", 4);
        int out = weight.dimension(0);
        int groupIn = weight.dimension(1);
        int groups = in / groupIn;
        if (groups < 1 || groups > MAX_GROUPS || in % groupIn != 0 || out % groups != 0) {
            return convolution(name, norm, in, kernel, stride); // says what is expected
        }
        require(name + ".weight", out, groupIn, kernel, kernel);
        Normalisation normalisation = normalisation(name, norm, out);
        return new Convolution(name, normalisation, in, out, kernel, stride, groups);
    }

    private Normalisation normalisation(String convolution, String norm, int channels) {
        if (!has(norm) && contains(convolution + ".bias")) {
            return new Normalisation.Folded();
        }
        if (withStatistics || !contains(norm + ".weight")) {
            return new Normalisation.Batch(norm);
        }
        if (channels % NORM_GROUPS != 0) {
            throw new InvalidCheckpointException(
                    ("normalisation %s has no running_mean and %d channels, expected statistics,"
                                    + " or channels in %d groups")
                            .formatted(norm, channels, NORM_GROUPS));
        }
        return new Normalisation.Group(norm, NORM_GROUPS);
    }
}
