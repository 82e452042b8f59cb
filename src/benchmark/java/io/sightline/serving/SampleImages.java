package io.sightline.serving;

import io.sightline.image.ImagePreprocessor;
import io.sightline.image.ImageProperties;
import io.sightline.image.Preparation;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.resize.ImageTensor;
import io.sightline.image.resize.Preprocessing;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Photographs of the tests', prepared for a network.
final class SampleImages {

    private static final List<String> NAMES = List.of("chelsea.png", "coffee.png", "grey.png");

    private SampleImages() {}

    /// `count` of them, in turn.
    static List<ImageTensor> prepared(int count) throws Exception {
        List<ImageTensor> images = new ArrayList<>();
        try (ImagePreprocessor preprocessor = new ImagePreprocessor(ImageProperties.defaults())) {
            for (int i = 0; i < count; i++) {
                images.add(prepare(preprocessor, NAMES.get(i % NAMES.size())));
            }
        }
        return images;
    }

    private static ImageTensor prepare(ImagePreprocessor preprocessor, String name)
            throws Exception {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (InputStream file = SampleImages.class.getResourceAsStream("/images/" + name)) {
            return switch (preprocessor.prepare(
                    file.readAllBytes(), Preprocessing.IMAGENET, deadlineNanos)) {
                case Prepared prepared -> prepared.tensor();
                case Preparation other -> throw new AssertionError(other);
            };
        }
    }
}
