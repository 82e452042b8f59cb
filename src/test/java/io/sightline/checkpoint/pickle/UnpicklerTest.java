package io.sightline.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.TensorType;
import io.sightline.checkpoint.pickle.PickleValue.Dictionary;
import io.sightline.checkpoint.pickle.PickleValue.Storage;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import io.sightline.checkpoint.pickle.PickleValue.Whole;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpicklerTest {

    private static final TensorView TENSOR =
            new TensorView(
                    new Storage(TensorType.F32, "0", 6), 1, List.of(2L, 2L), List.of(2L, 1L));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ctorch._utils|_rebuild_parameter|(:[88])tR",
                "ctorch._utils|_rebuild_parameter_with_state|(:[88])}tR"
            })
    void describesATensorAndAParameterOverIt(String around) {
        String text = around.isEmpty() ? ":" : around;

        Unpickled unpickled = read(text.replace(":", Assembly.TENSOR) + ".");

        assertThat(unpickled.value()).isEqualTo(TENSOR);
        assertThat(unpickled.storages()).containsOnlyKeys("0");
    }

    @Test
    void describesATensorOfPyTorchBefore04() {
        Unpickled unpickled =
                read(
                        "ctorch._utils|_rebuild_tensor|((U[07]storagectorch|FloatStorage|U[01]0"
                                + "U[06]cuda:0K[06]NtQK[01]K[02]K[02][86]K[02]K[01][86]tR.");

        assertThat(unpickled.value()).isEqualTo(TENSOR);
    }

    @Test
    void readsAnOrderedDictAsPython2SavedIt() {
        Unpickled unpickled =
                read("ccollections|OrderedDict|](](U[01]aK[01]e](U[01]bK[02]ee[85]R.");

        assertThat(((Dictionary) unpickled.value()).entries())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", new Whole(1), "b", new Whole(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "K[ff], 255",
        "M[ffff], 65535",
        "J[feffffff], -2",
        "[8a00], 0",
        "[8a0180], -128",
        "[8a020080], -32768",
        "[8a08ffffffffffffff7f], 9223372036854775807",
        "[8b01000000ff], -1"
    })
    void readsWholeNumbers(String number, String value) {
        Unpickled unpickled = read(number + ".");

        assertThat(unpickled.value()).isEqualTo(new Whole(Long.parseLong(value)));
    }

    @Test
    void passesOverAWholeNumberOfManyBytes() {
        Unpickled unpickled = read("[8aff" + "11".repeat(255) + "].");

        assertThat(unpickled.value().kind()).isEqualTo("a whole number of more than 64 bits");
    }

    @Test
    void saysWhatItPassedOverAndBuildsNothingOfIt() {
        Unpickled unpickled =
                read("cargparse|Namespace|)[81]}U[02]lrK[01]sb ccollections|Counter|}[85]R [86].");

        assertThat(unpickled.passedOver())
                .containsExactly("argparse.Namespace", "collections.Counter");
    }

    /// Cases of scanners of pickles that were fooled (picklescan's issue 14, modelscan's 85 and
    /// 338), and of readers of PyTorch's files that read outside of memory (PyTorch's pull requests
    /// 169570 and 181310, issue 184652).
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                // The second value kept is number 2, not 0, for whoever counts BINPUTs.
                "U[02]osq[00]U[06]systemq[01]U[0c]torch._utils[94]h[00]h[01][93]."
                        + "!byte 37, STACK_GLOBAL: it names \"os.system\"",
                "C[02]osU[06]system[93].!it takes two texts, got bytes and a text",
                "K[2a]U[02]os[93].!it takes two texts, got the number 42 and a text",
                "U[02]os[96]!byte 6: 0x96 is no instruction",
                "cnumpy|prod|N}[86]b.!it names \"numpy.prod\"",
                "ccollections|OrderedDict|N}[86]b.!got for the name collections.OrderedDict a"
                        + " tuple",
                "ctorch|Tensor|)R.!torch.Tensor is called, must not be",
                "ctorch|FloatStorage|)R.!torch.FloatStorage is called, must not be",
                "ctorch.nn.parameter|Parameter|)[81].!Parameter is made by NEWOBJ, must not be",
                "c__builtin__|list|)R.!__builtin__.list is called, must not be",
                "c__builtin__|getattr|.!it names \"__builtin__.getattr\"",
                "cfunctools|partial|.!it names \"functools.partial\"",
                "ctorch._tensor|_rebuild_from_type_v2|)R.!got nothing",
                "ctorch._tensor|_rebuild_from_type_v2|(h[07]!nothing was kept as number 7",
                "ctorch._tensor|_rebuild_from_type_v2|(ctorch._tensor|_rebuild_from_type_v2|"
                        + "ctorch|Tensor|)}tR.!it takes how a tensor is described",
                "ctorch._utils|_rebuild_qtensor|.!the weights are quantised",
                "(U[07]storagectorch|FloatStorage|U[01]0U[03]cpuJ[ffffffff]tQ."
                        + "!it takes a storage's class, key, place and number of elements",
                "(U[06]modulectorch|FloatStorage|U[01]0U[03]cpuK[01]tQ.!a whole model was saved",
                "ctorchvision.models.resnet|ResNet|.!a whole model was saved, must be its weights",
                "c__torch__|ResNet|.!it names \"__torch__.ResNet\"",
                "cos|!wants 1 bytes, 0 are left",
                "c" + "os|system.!wants 1 bytes, 0 are left",
                "iposix|system|!0x69 is no instruction",
                "N[82]!0x82 is no instruction",
                "h[00].!nothing was kept as number 0",
                "j[ffffffff].!nothing was kept as number 4294967295",
                "(1.!it takes a value, there is none",
                "(N0q[00]!it takes a value, there is none",
                "NN.!it ends with values that nothing takes",
                "N(.!it takes a value, there is none",
                "[8002]N.!PROTO: it stands within the pickle",
                "N)a.!byte 4, APPEND: it fills a list, got None",
                "))a.!it fills a list, got a tuple",
                "])K[01]s.!it fills a dict, got a list",
                "}]K[01]s.!a list is a key of a dict",
                "}}K[01]s.!a dict is a key of a dict"
            })
    void refusesWhatTensorsDoNotNeed(String text, String words) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("pickle is refused at byte ")
                .hasMessageContaining(words);
    }

    @Test
    void refusesAnythingButAPickle() {
        MemorySegment text = MemorySegment.ofArray(new byte[] {'N', '.'});

        assertThatThrownBy(() -> Unpickler.read(text, 0, Dialect.PYTHON))
                .hasMessageContaining("it begins with 0x4e 0x2e, must begin with 0x80");
    }

    @Test
    void refusesAPickleOfMoreInstructionsThanAnyCheckpointHas() {
        MemorySegment pickle = Assembly.of("N0".repeat(1 << 20) + "N.");

        assertThatThrownBy(() -> Unpickler.read(pickle, 0, Dialect.PYTHON))
                .hasMessageContaining("it has more than 2097152 instructions");
    }

    @Test
    void refusesToCopyOneListIntoManyDicts() {
        String list = "](](U[01]aK[01]ee";
        String dict = "ccollections|OrderedDict|h[00][85]R0";
        MemorySegment pickle = Assembly.of(list + "q[00]" + dict.repeat((1 << 17) + 1) + "N.");

        assertThatThrownBy(() -> Unpickler.read(pickle, 0, Dialect.PYTHON))
                .hasMessageContaining("OrderedDicts are made of more than 131072 pairs");
    }

    @Test
    void namesAClassOfTheArchiveInTorchScriptAlone() {
        MemorySegment pickle = Assembly.of("c__torch__.a.B|C|)[81]}U[01]wK[01]sb.");

        PickleValue module = Unpickler.read(pickle, 0, Dialect.TORCHSCRIPT).value();

        assertThat(module.kind()).isEqualTo("a module");
    }

    private static Unpickled read(String text) {
        return Unpickler.read(Assembly.of(text), 0, Dialect.PYTHON);
    }
}
