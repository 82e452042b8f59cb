package io.sightline.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.repository.ModelCatalogue.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogueTest {

    @TempDir private Path directory;

    @Test
    void findsTheBundledModelsFirstThenTheFoldersByName() throws IOException {
        folders("b", "a");

        assertThat(catalogue().select(List.of()))
                .extracting(ModelFiles::name)
                .containsExactly("resnet50", "a", "b");
    }

    @Test
    void putsAFolderInThePlaceOfABundledModel() throws IOException {
        folders("resnet50");

        assertThat(catalogue().select(List.of()))
                .containsExactly(new FolderFiles(directory.resolve("resnet50")));
    }

    @Test
    void selectsInTheOrderAskedFor() throws IOException {
        folders("a", "b");

        assertThat(catalogue().select(List.of("b", "resnet50")))
                .extracting(ModelFiles::name)
                .containsExactly("b", "resnet50");
    }

    @Test
    void refusesAModelThatIsNotThere() throws IOException {
        folders("a");

        assertThatThrownBy(() -> catalogue().select(List.of("c")))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage("model c is not there, must be one of [resnet50, a]");
    }

    @Test
    void passesOverFoldersWhoseNamesNoModelCanHave() throws IOException {
        folders("my model", "@eaDir", "__MACOSX", "#recycle", "a");

        assertThat(catalogue().select(List.of()))
                .extracting(ModelFiles::name)
                .containsExactly("resnet50", "a");
    }

    @Test
    void refusesADirectoryThatNoPathCanName() {
        assertThatThrownBy(() -> new ModelCatalogue("models\0", Missing.REFUSED))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageStartingWith("models directory models\0 cannot be a path: ")
                .hasMessageContaining("the names of files are in ");
    }

    @Test
    void passesOverHiddenFoldersAndFiles() throws IOException {
        folders(".cache", "lost+found");
        Files.writeString(directory.resolve("README"), "");

        assertThat(catalogue().select(List.of())).hasSize(1);
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        String missing = directory.resolve("missing").toString();

        assertThatThrownBy(() -> new ModelCatalogue(missing, Missing.REFUSED))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage("models directory %s is not there, must be a directory", missing);
    }

    @Test
    void doesWithoutTheDefaultDirectory() {
        assertThat(new ModelCatalogue("models", Missing.ALLOWED).select(List.of())).hasSize(1);
    }

    @Test
    void findsNumberedVersionsThatHaveACard() throws IOException {
        version("a", "2");
        version("a", "10");
        folders("a/3", "a/old", "a/007");
        version("a", "0");

        assertThat(catalogue().versions("a"))
                .containsExactly(
                        Map.entry(2, new FolderFiles("a", 2, directory.resolve("a/2"))),
                        Map.entry(10, new FolderFiles("a", 10, directory.resolve("a/10"))));
        assertThat(catalogue().select(List.of("a")))
                .extracting(ModelFiles::number)
                .containsExactly(10);
    }

    @Test
    void takesAFolderWithACardForOneModelWhateverElseIsInIt() throws IOException {
        version("a", "1");
        Files.writeString(directory.resolve("a/model.json"), "{}");

        assertThat(catalogue().versions("a"))
                .containsExactly(Map.entry(0, new FolderFiles(directory.resolve("a"))));
    }

    @Test
    void seesVersionsThatCameLater() throws IOException {
        version("a", "1");
        ModelCatalogue catalogue = catalogue();
        version("a", "2");

        assertThat(catalogue.versions("a").keySet()).containsExactly(1, 2);
    }

    @Test
    void givesABundledModelOneVersionWithoutANumber() {
        assertThat(catalogue().versions("resnet50"))
                .containsExactly(Map.entry(0, new BundledFiles("resnet50")));
    }

    @Test
    void hasNoVersionsOfWhatIsNoModel() throws IOException {
        Files.createDirectory(directory.resolve(".hidden"));

        for (String name : new String[] {"missing", "..", ".hidden", "a/b"}) {
            assertThatThrownBy(() -> catalogue().versions(name))
                    .isInstanceOf(ModelFailedException.class)
                    .hasMessage("model %s is not there, must be a folder in %s", name, directory);
        }
    }

    private void version(String model, String number) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(model).resolve(number));
        Files.writeString(folder.resolve("model.json"), "{}");
    }

    private void folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(directory.resolve(name));
        }
    }

    private ModelCatalogue catalogue() {
        return new ModelCatalogue(directory.toString(), Missing.REFUSED);
    }
}
