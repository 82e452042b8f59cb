package io.sightline.repository;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.ResNetOptions;
import java.util.List;

/// A model that has no folder yet.
///
/// @param checkpoint the weights, under torchvision's names
/// @param options what the tensors do not tell of the network
/// @param preprocessing what is done to an image before the network sees it
/// @param labels one for each class
/// @param sources the files that it was made from
/// @param licence of the weights; empty if it is not known
public record NewModel(
        Checkpoint checkpoint,
        ResNetOptions options,
        Preprocessing preprocessing,
        List<Label> labels,
        List<FileReference.Source> sources,
        String licence) {

    public NewModel {
        labels = List.copyOf(labels);
        sources = List.copyOf(sources);
    }
}
