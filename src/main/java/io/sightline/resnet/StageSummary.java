package io.sightline.resnet;

/// What one part of a network takes and gives.
///
/// @param name the tensor prefix of a stage, for example `layer1`; or `stem`, or `head`
/// @param blocks residual blocks; none in stem and head
/// @param channels of the output
/// @param side pixels of each side of the output; the head's is 1
/// @param parameters learned numbers
/// @param operations multiplications and additions for one image
public record StageSummary(
        String name, int blocks, int channels, int side, long parameters, long operations) {}
