package io.sightline.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.conversion.onnx.OnnxFixture;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StemPooling;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A model of a graph, which says how it computes.
class OnnxModelTest {

    private static Converted convert(String file, UnaryOperator<ResNetOptions> wish)
            throws IOException {
        List<Label> labels =
                IntStream.range(0, 7).mapToObj(i -> new Label("", "class " + i)).toList();
        return Conversion.convert(
                new ForeignFiles(OnnxFixture.path(file), List.of(), "test", ""),
                new Wishes(List.of(), wish, List.of(Preprocessing.IMAGENET), labels),
                Arena.ofAuto());
    }

    @Test
    void takesTheStridesOfTheGraphAndDoesNotSayThatNothingTells() throws IOException {
        Converted converted =
                convert("conversion/onnx/bottleneck-v1-opset9.onnx", UnaryOperator.identity());

        assertThat(converted.model().options().strideOrder()).isEqualTo(StrideOrder.V1);
        assertThat(converted.notes()).containsExactly("the export is for images of 64 x 64 pixels");
    }

    @Test
    void refusesToBeToldOtherwise() {
        assertThatThrownBy(
                        () ->
                                convert(
                                        "conversion/onnx/bottleneck-v1-opset9.onnx",
                                        options -> options.with(StemPooling.NONE)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("network is said to be ResNetOptions[strideOrder=V1,")
                .hasMessageContaining("its graph is ResNetOptions[strideOrder=V1,");
    }
}
