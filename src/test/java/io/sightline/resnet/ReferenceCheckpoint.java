package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small checkpoint written by timm, and timm's answers on an input made by formula.
///
/// @param file in the folder of checkpoints
/// @param entry of `answers.json`
/// @param options what the tensors do not tell
/// @param name that the network should have
public record ReferenceCheckpoint(String file, String entry, ResNetOptions options, String name) {

    private static final String FOLDER = "/io/sightline/checkpoints/";
    private static final JsonNode CASES =
            JsonMapper.shared().readTree(open("answers.json")).get("cases");
    private static final ResNetOptions AVERAGE = ResNetOptions.DEFAULT.with(Downsampling.AVERAGE);
    private static final ResNetOptions BLUR = ResNetOptions.DEFAULT.with(Downsampling.BLUR);

    /// One of each variant.
    public static List<ReferenceCheckpoint> all() {
        return List.of(
                timm("basic", "ResNet-12"),
                timm("bottleneck", "ResNet-17 v1.5"),
                timm("d-basic", "ResNet-10-D"),
                timm("d-bottleneck", "ResNet-17-D"),
                timm("t-bottleneck", "ResNet-14-T"),
                timm("light-avgdown", "ECA-ResNet-17 with averaged shortcuts"),
                timm("resnext", "ResNeXt-14 4x2d"),
                timm("wide", "Wide ResNet-14-2 v1.5"),
                timm("se-bottleneck", "SE-ResNet-14"),
                timm("eca-t", "ECA-ResNet-14-T"),
                timm("rs", "ResNet-RS-14"),
                timm("groupnorm-fp16", "ResNet-10 GN"),
                hub("resnet18.a1_in1k", ResNetOptions.DEFAULT, "ResNet-18"),
                hub("resnetaa50.a1h_in1k", AVERAGE, "ResNet-AA-14"),
                hub("resnetaa50d.sw_in12k_ft_in1k", AVERAGE, "ResNet-AA-14-D"),
                hub("resnetblur18.untrained", BLUR, "ResNet-Blur-10"));
    }

    /// The one in `timm/` whose file has this name.
    public static ReferenceCheckpoint timm(String stem) {
        String file = "timm/%s.safetensors".formatted(stem);
        return all().stream().filter(each -> each.file().equals(file)).findFirst().orElseThrow();
    }

    private static ReferenceCheckpoint timm(String stem, String name) {
        String file = "timm/%s.safetensors".formatted(stem);
        return new ReferenceCheckpoint(file, file, ResNetOptions.DEFAULT, name);
    }

    private static ReferenceCheckpoint hub(String tag, ResNetOptions options, String name) {
        String folder = "hub/timm--" + tag;
        return new ReferenceCheckpoint(folder + "/model.safetensors", folder, options, name);
    }

    /// Its tensors, on the heap.
    public Checkpoint checkpoint() {
        return Safetensors.read(bytes());
    }

    /// The whole file.
    public byte[] bytes() {
        try (InputStream stream = open(file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The network that is read from it.
    public ResNet network() {
        return ResNet.of(checkpoint(), options);
    }

    /// The sides of the images that it has answers for.
    public List<Integer> sides() {
        return answers().valueStream().map(answer -> answer.get("height").intValue()).toList();
    }

    /// The library's logits for the image of `side` x `side` pixels.
    public double[] logits(int side) {
        return answers()
                .valueStream()
                .filter(answer -> answer.get("height").intValue() == side)
                .findFirst()
                .orElseThrow()
                .get("logits")
                .valueStream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private JsonNode answers() {
        return CASES.get(entry).get("answers");
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(
                ReferenceCheckpoint.class.getResourceAsStream(FOLDER + file), file);
    }

    @Override
    public String toString() {
        return entry;
    }
}
