package io.sightline.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.resize.Fit;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels.Label;
import io.sightline.resnet.Downsampling;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubDocumentsTest {

    private static final String MEAN = "'mean': [0.5, 0.5, 0.5], 'std': [0.25, 0.25, 0.25]";

    private static final String CFG =
            "'pretrained_cfg': {'input_size': [3, 224, 224], 'crop_pct': 0.95,"
                    + " 'interpolation': 'bicubic', 'license': 'cc-by-nc-4.0', "
                    + MEAN
                    + "}";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "resnet50, STRIDED", "resnet50d, STRIDED", "wide_resnet50_2, STRIDED",
        "resnext101_64x4d, STRIDED", "ecaresnet50d_pruned, STRIDED", "ecaresnetlight, STRIDED",
        "seresnext26d_32x4d, STRIDED", "resnetrs50, STRIDED", "test_resnet, STRIDED",
        "resnetaa50d, AVERAGE", "seresnextaa101d_32x8d, AVERAGE", "resnetblur50, BLUR"
    })
    void readsTheArchitectureOfTimm(String name, Downsampling expected) throws IOException {
        Configuration read =
                config("{'architecture': '%s', 'num_classes': 3, %s}".formatted(name, CFG));

        assertThat(read.options().downsampling()).isEqualTo(expected);
        assertThat(read.licence()).isEqualTo("cc-by-nc-4.0");
    }

    @Test
    void readsThePreprocessingAndNamesOfTimm() throws IOException {
        Configuration read =
                config(
                        "{'architecture': 'resnet18', 'num_classes': 2, 'label_names': ['n1',"
                                + " 'n2'], 'label_descriptions': {'n1': 'cat'}, "
                                + CFG
                                + "}");

        Preprocessing preprocessing = read.preprocessing().getFirst();
        assertThat(preprocessing.resize()).isEqualTo(235);
        assertThat(preprocessing.crop()).isEqualTo(224);
        assertThat(preprocessing.interpolation()).isEqualTo(Interpolation.BICUBIC);
        assertThat(preprocessing.deviation().red()).isEqualTo(0.25f);
        assertThat(read.labels()).containsExactly(new Label("n1", "cat"), new Label("", "n2"));
    }

    @Test
    void readsTheConfigurationOfTransformers() throws IOException {
        Configuration read =
                config(
                        "{'model_type': 'resnet', 'hidden_act': 'relu', 'num_channels': 3,"
                                + " 'downsample_in_bottleneck': true, 'id2label': {'1': 'b', '0':"
                                + " 'a'}}");

        assertThat(read.options().strideOrder()).isEqualTo(StrideOrder.V1);
        assertThat(read.labels()).containsExactly(new Label("", "a"), new Label("", "b"));
    }

    @Test
    void takesPlaceholdersForNoNames() throws IOException {
        assertThat(config("{'model_type': 'resnet', 'id2label': {'0': 'LABEL_0'}}").labels())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'image_processor_type': 'ConvNextImageProcessor', 'size': {'shortest_edge': 224},"
                        + " 'crop_pct': 0.875, 'resample': 3|256|224|CROP|BICUBIC",
                "'feature_extractor_type': 'ConvNextFeatureExtractor', 'size': 224|256|224|CROP"
                        + "|BILINEAR",
                "'image_processor_type': 'ConvNextImageProcessorFast', 'size': {'shortest_edge':"
                        + " 384}|384|384|SQUASH|BILINEAR",
                "'image_processor_type': 'ViTImageProcessor', 'size': {'height': 96, 'width': 96}"
                        + "|96|96|SQUASH|BILINEAR",
                "'image_processor_type': 'BitImageProcessor', 'size': {'shortest_edge': 256},"
                        + " 'crop_size': {'height': 224, 'width': 224}|256|224|CROP|BICUBIC"
            })
    void readsThePreprocessingOfTransformers(
            String json, int resize, int crop, Fit fit, Interpolation filter) throws IOException {
        Preprocessing read = processor("{%s}".formatted(json)).preprocessing().getFirst();

        assertThat(read.resize()).isEqualTo(resize);
        assertThat(read.crop()).isEqualTo(crop);
        assertThat(read.fit()).isEqualTo(fit);
        assertThat(read.interpolation()).isEqualTo(filter);
        assertThat(read.mean().red()).isEqualTo(0.5f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model_type': 'vit'}|model_type is \"vit\", must be resnet or timm_wrapper",
                "{'architecture': 'convnext_tiny', 'num_classes': 3, CFG}|architecture is"
                        + " \"convnext_tiny\", must be one of timm's ResNets, such as resnet50d",
                "{'architecture': 'resnet50', 'num_classes': 3, 'model_args': {'output_stride': 8},"
                        + " CFG}|model_args.output_stride is 8, must be left out: only timm knows"
                        + " what it changes",
                "{'architecture': 'resnet50', 'num_classes': 3, 'global_pool': 'max', CFG}"
                        + "|global_pool is \"max\", must be avg",
                "{'architecture': 'resnet50', 'num_classes': 3}"
                        + "|pretrained_cfg.input_size is missing, must be a list in brackets",
                "{'model_type': 'resnet', 'hidden_act': 'gelu'}"
                        + "|hidden_act is \"gelu\", must be relu",
                "{'model_type': 'resnet', 'num_channels': 1}|num_channels is 1, must be 3",
                "{'model_type': 'resnet', 'id2label': {'1': 'b'}}"
                        + "|id2label.0 is missing, must be text",
                "nonsense|the document is no JSON in line 1, column 1, must be"
            })
    void refusesAConfigurationOfAnotherNetwork(String json, String reason) {
        assertThatThrownBy(() -> config(json.replace("CFG", CFG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("config.json: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|image_processor_type is missing, must be text",
                "{'image_processor_type': 'CLIPImageProcessor'}|image_processor_type is"
                        + " \"CLIPImageProcessor\", must be that of ConvNext, ViT or Bit",
                "{'do_resize': false}|do_resize is false, must be true",
                "{'rescale_factor': 0.5}|rescale_factor is 0.5, must be 1/255",
                "{'image_processor_type': 'ConvNextImageProcessor', 'size': {'shortest_edge': 224},"
                        + " 'resample': 0}|resample is 0, must be 2, bilinear, or 3, bicubic",
                "{'image_processor_type': 'ViTImageProcessor', 'size': {'height': 9, 'width': 8}}"
                        + "|size is {\"height\":9,\"width\":8}, must be of one height and width"
            })
    void refusesAProcessorThatItCannotFollow(String json, String reason) {
        assertThatThrownBy(() -> processor(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("preprocessor_config.json: ")
                .hasMessageContaining(reason);
    }

    private Configuration config(String json) throws IOException {
        return read("config.json", json);
    }

    private Configuration processor(String json) throws IOException {
        return read("preprocessor_config.json", json);
    }

    private Configuration read(String name, String json) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(Files.writeString(folder.resolve(name), json.replace('\'', '"')));
        return Documents.read(files);
    }
}
