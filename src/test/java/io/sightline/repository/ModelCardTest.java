package io.sightline.repository;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.resnet.Downsampling;
import io.sightline.resnet.ResNetOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static final String MINIMAL = "{'weights': {'sha256': '" + DIGEST + "'}}";

    @Test
    void takesWhatTorchvisionsNetworksHaveForAllThatIsLeftOut() throws IOException {
        ModelCard card = read(MINIMAL);

        assertThat(card)
                .isEqualTo(
                        new ModelCard(
                                1,
                                ResNetOptions.DEFAULT,
                                new ModelCard.Input(
                                        256,
                                        224,
                                        "crop",
                                        "bilinear",
                                        List.of(0.485f, 0.456f, 0.406f),
                                        List.of(0.229f, 0.224f, 0.225f)),
                                new FileReference("weights.safetensors", DIGEST),
                                "labels.txt",
                                List.of(),
                                "",
                                List.of(),
                                Calibration.NONE));
    }

    @Test
    void takesTheUsualOfEachPartOfThePreprocessing() throws IOException {
        ModelCard card =
                read("{'preprocessing': {'resize': 235, 'interpolation': 'bicubic'}," + tail());

        assertThat(card.preprocessing().resize()).isEqualTo(235);
        assertThat(card.preprocessing().crop()).isEqualTo(224);
        assertThat(card.preprocessing().interpolation()).isEqualTo("bicubic");
        assertThat(card.preprocessing().mean()).hasSize(3);
    }

    @Test
    void readsWhatWindowsWrites() throws IOException {
        String card = "\uFEFF" + MINIMAL.replace(",", ",\r\n");

        assertThat(read(card, UTF_8)).isEqualTo(read(MINIMAL));
        assertThat(read(MINIMAL, UTF_16)).isEqualTo(read(MINIMAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'weights': {}}|weights.sha256 is missing, must be the file's SHA-256, as"
                        + " sha256sum prints it",
                "{}|weights is missing, must be an object in braces",
                "[1]|the card is [1], must be an object in braces",
                "{'weights': 'w.safetensors'}"
                        + "|weights is \"w.safetensors\", must be an object in braces",
                "{'weights': {'sha256': 'abc'}}"
                        + "|weights: sha256 is abc, must be 64 lower-case hexadecimal digits",
                "{'format': 2,TAIL|format is 2, must be 1",
                "{'format': '1',TAIL|format is \"1\", must be a whole number",
                "{'strides': null,TAIL|strides is null, must be text",
                "{'network': {'downsampling': 'blurred'},TAIL|network.downsampling is blurred,"
                        + " must be strided or average or blur",
                "{'source': [],TAIL"
                        + "|source is unknown, must be one of [calibration, format, golden,"
                        + " labels, licence, network, preprocessing, sources, strides, weights]",
                "{'sources': [{'name': 'a'}],TAIL|sources[0].sha256 is missing, must be the file's"
                        + " SHA-256, as sha256sum prints it",
                "{'preprocessing': {'crop': 224.5},TAIL"
                        + "|preprocessing.crop is 224.5, must be a whole number",
                "{'preprocessing': {'crop': 300},TAIL"
                        + "|preprocessing: crop is 300, must be from 1 to the resize of 256",
                "{'preprocessing': {'mean': [1, 2, '3']},TAIL|preprocessing.mean is [1,2,\"3\"],"
                        + " must be three numbers: red, green, blue",
                "{'preprocessing': {'size': 1},TAIL"
                        + "|preprocessing.size is unknown, must be one of [crop, deviation,"
                        + " fit, interpolation, mean, resize]",
                "{'format': 1, 'format': 1,TAIL"
                        + "|a name is given twice in line 1, column 23, must be given once",
                "{'format' 1}|the card is no JSON in line 1, column 11, must be",
                "``|the card is missing, must be an object in braces"
            })
    void pointsAtWhatBreaksARule(String card, String reason) {
        assertThatThrownBy(() -> read(card.replace("TAIL", tail())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model.json: " + reason);
    }

    @Test
    void readsNoMoreThanACardCanHave() {
        assertThatThrownBy(() -> read(" ".repeat(1 << 20) + MINIMAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model.json: the card has more than 1048576 bytes, must have fewer");
    }

    @Test
    void readsWhatItWrites() throws IOException {
        ModelCard card =
                read(
                        "{'strides': 'v1', 'network': {'downsampling': 'average',"
                                + " 'stemPooling': 'none'}, 'preprocessing': {'fit': 'squash'},"
                                + " 'licence': 'apache-2.0', 'golden': {'image': 'cat.jpg',"
                                + " 'classes': [285], 'probabilities': [0.75]},"
                                + " 'sources': [{'name': 'x', 'sha256': '"
                                + DIGEST
                                + "'}],"
                                + tail());

        assertThat(ModelCard.read(new ByteArrayInputStream(card.toJson()))).isEqualTo(card);
        assertThat(card.network().downsampling()).isEqualTo(Downsampling.AVERAGE);
    }

    private static String tail() {
        return MINIMAL.substring(1);
    }

    private static ModelCard read(String card) throws IOException {
        return read(card, UTF_8);
    }

    private static ModelCard read(String card, Charset charset) throws IOException {
        byte[] bytes = card.replace('\'', '"').getBytes(charset);
        return ModelCard.read(new ByteArrayInputStream(bytes));
    }
}
