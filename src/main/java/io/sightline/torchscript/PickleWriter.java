package io.sightline.torchscript;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.Shape;
import io.sightline.torchscript.Constant.Dense;
import io.sightline.torchscript.Constant.Packed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes the few pickle instructions (protocol 2) that PyTorch's archives are made of.
final class PickleWriter {

    private static final int PROTOCOL = 0x80;
    private static final int NEW_OBJECT = 0x81;
    private static final int FALSE = 0x89;
    private static final int LONG = 0x8a;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Storages written so far; the next one's number, and the name of its record.
    private int storages;

    private PickleWriter() {
        out.write(PROTOCOL);
        out.write(2);
    }

    /// A module of class `name` without attributes.
    static byte[] module(String name) {
        PickleWriter pickle = new PickleWriter();
        pickle.global("__torch__", name);
        pickle.emptyTuple();
        pickle.out.write(NEW_OBJECT);
        pickle.out.write('}');
        pickle.out.write('b');
        return pickle.stop();
    }

    /// A tuple of constants, whose storages are numbered in their order.
    static byte[] constants(List<Constant> constants) {
        PickleWriter pickle = new PickleWriter();
        pickle.out.write('(');
        for (Constant constant : constants) {
            switch (constant) {
                case Dense dense -> pickle.tensor(dense.sizes(), dense.strides(), dense.storage());
                case Packed packed -> pickle.packed(packed);
            }
        }
        pickle.out.write('t');
        return pickle.stop();
    }

    private void tensor(Shape sizes, List<Integer> strides, Storage storage) {
        global("torch._utils", "_rebuild_tensor_v2");
        out.write('(');
        storage(storage);
        integer(0);
        integers(sizes.dimensions());
        integers(strides);
        noGradient();
        out.write('t');
        out.write('R');
    }

    private void vector(Storage storage) {
        tensor(Shape.of(storage.elements()), List.of(1), storage);
    }

    private void packed(Packed packed) {
        global("__torch__.torch.classes.quantized", "Conv2dPackedParamsBase");
        emptyTuple();
        out.write(NEW_OBJECT);
        out.write('(');
        text("2");
        global("torch.jit._pickle", "build_tensorlist");
        out.write('(');
        beginList();
        vector(packed.geometry());
        quantised(packed);
        endList();
        out.write('t');
        out.write('R');
        global("torch.jit._pickle", "restore_type_tag");
        out.write('(');
        beginList();
        vector(packed.bias());
        endList();
        text("List[Optional[Tensor]]");
        out.write('t');
        out.write('R');
        out.write('t');
        out.write('b');
    }

    /// The kernels, with a scale for each along their first dimension.
    private void quantised(Packed packed) {
        Shape sizes = packed.convolution().weight();
        global("torch._utils", "_rebuild_qtensor");
        out.write('(');
        storage(packed.weight());
        integer(0);
        integers(sizes.dimensions());
        integers(Constant.channelsLastStrides(sizes));
        out.write('(');
        global("torch", "per_channel_affine");
        vector(packed.scales());
        vector(packed.zeros());
        integer(0);
        out.write('t');
        noGradient();
        out.write('t');
        out.write('R');
    }

    private void noGradient() {
        out.write(FALSE);
        global("collections", "OrderedDict");
        emptyTuple();
        out.write('R');
    }

    private void storage(Storage storage) {
        out.write('(');
        text("storage");
        global("torch", storage.kind());
        text(String.valueOf(storages++));
        text("cpu");
        integer(storage.elements());
        out.write('t');
        out.write('Q');
    }

    private void beginList() {
        out.write(']');
        out.write('(');
    }

    private void endList() {
        out.write('e');
    }

    private void global(String module, String name) {
        out.writeBytes("c%s\n%s\n".formatted(module, name).getBytes(UTF_8));
    }

    private void emptyTuple() {
        out.write(')');
    }

    private void integers(List<Integer> values) {
        out.write('(');
        values.forEach(this::integer);
        out.write('t');
    }

    private void integer(long value) {
        out.write(LONG);
        out.write(Long.BYTES);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(LITTLE_ENDIAN).putLong(value).array());
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        out.write('X');
        out.writeBytes(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(LITTLE_ENDIAN)
                        .putInt(bytes.length)
                        .array());
        out.writeBytes(bytes);
    }

    private byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }
}
