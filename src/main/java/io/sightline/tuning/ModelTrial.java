package io.sightline.tuning;

import io.sightline.classification.Classification;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.Classification.QueueFull;
import io.sightline.classification.Classification.WouldBeLate;
import io.sightline.classification.Classifier;
import io.sightline.load.Reply;
import java.util.List;
import java.util.Locale;

/// A model in this process, through the real decoders, batcher and engine.
final class ModelTrial implements Trial {

    private static final int TOP = 5;

    private final List<byte[]> images;
    private final Classifier classifier;

    /// @param images the bytes of one file each
    /// @param classifier closed with the trial
    ModelTrial(List<byte[]> images, Classifier classifier) {
        this.images = images;
        this.classifier = classifier;
    }

    @Override
    public Reply ask(int number) throws InterruptedException {
        byte[] image = images.get(number % images.size());
        long deadlineNanos = System.nanoTime() + classifier.deadline().toNanos();
        Classification classification =
                classifier.classify(image, classifier.defaultModel(), TOP, deadlineNanos);
        String name = classification.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return switch (classification) {
            case Classified _ -> Reply.CLASSIFIED;
            case QueueFull _, WouldBeLate _ -> Reply.refused(name);
            case Classification _ -> Reply.failed(name);
        };
    }

    @Override
    public void close() {
        classifier.close();
    }
}
