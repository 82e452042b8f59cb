package io.sightline.repository;

import io.sightline.torchscript.ActivationRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// The result of calibrating a network on photographs: the range of each activation, which 8-bit
/// arithmetic needs, and how well that arithmetic then agrees with float32.
///
/// @param images the number of images that the ranges were measured on
/// @param agreement on other images
/// @param ranges the minimum and maximum of each activation, by its name; empty if the network was
///   never calibrated
public record Calibration(
        int images, Agreement agreement, SequencedMap<String, List<Float>> ranges) {

    /// The calibration of a network that was never calibrated.
    static final Calibration NONE = new Calibration(0, new Agreement(0, 0), new LinkedHashMap<>());

    /// How often the first answer in 8 bits was that of float32.
    ///
    /// @param images the number of images classified in both precisions
    /// @param same the number of those with the same first answer
    public record Agreement(int images, int same) {

        /// The minimum number of images for a reliable share.
        public static final int MIN_IMAGES = 40;

        /// The minimum share of equal first answers at which int8 may be chosen automatically.
        public static final double MIN_SHARE = 0.975;

        public Agreement {
            if (images < 0 || same < 0 || same > images) {
                throw new IllegalArgumentException(
                        "agreement is %d of %d images, must be a part of them"
                                .formatted(same, images));
            }
        }

        /// Whether the precision `auto` may choose int8.
        public boolean vouches() {
            return images >= MIN_IMAGES && same >= MIN_SHARE * images;
        }

        @Override
        public String toString() {
            return "%d of %d".formatted(same, images);
        }
    }

    public Calibration {
        if (images < 0) {
            throw new IllegalArgumentException(
                    "images is %d, must not be negative".formatted(images));
        }
        ranges = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ranges));
        ranges.forEach(Calibration::range);
    }

    /// Whether there are ranges.
    boolean exists() {
        return !ranges.isEmpty();
    }

    /// The ranges for a network with these activations.
    ///
    /// @throws IllegalArgumentException if the ranges belong to another network
    Map<String, ActivationRange> rangesOf(List<String> activations) {
        Map<String, ActivationRange> result = new LinkedHashMap<>();
        for (String name : activations) {
            List<Float> pair = ranges.get(name);
            if (pair == null) {
                throw new IllegalArgumentException(
                        "range of activation %s is missing".formatted(name));
            }
            result.put(name, range(name, pair));
        }
        if (result.size() != ranges.size()) {
            throw new IllegalArgumentException(
                    "%d ranges are given, the network has %d activations"
                            .formatted(ranges.size(), result.size()));
        }
        return result;
    }

    private static ActivationRange range(String name, List<Float> pair) {
        if (pair.size() != 2 || pair.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "range of %s is %s, must be two numbers".formatted(name, pair));
        }
        return new ActivationRange(pair.get(0), pair.get(1));
    }
}
