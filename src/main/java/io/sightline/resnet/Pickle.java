package io.sightline.resnet;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes the few pickle instructions (protocol 2) that PyTorch's archives are made of.
final class Pickle {

    private static final int PROTOCOL = 0x80;
    private static final int NEW_OBJECT = 0x81;
    private static final int FALSE = 0x89;
    private static final int LONG = 0x8a;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Pickle() {
        out.write(PROTOCOL);
        out.write(2);
    }

    /// A module of class `name` without attributes.
    static byte[] module(String name) {
        Pickle pickle = new Pickle();
        pickle.global("__torch__", name);
        pickle.emptyTuple();
        pickle.out.write(NEW_OBJECT);
        pickle.out.write('}');
        pickle.out.write('b');
        return pickle.stop();
    }

    /// A tuple of tensors; the data of the one at index `N` is the archive's record `N`.
    static byte[] tensors(List<Constant> constants) {
        Pickle pickle = new Pickle();
        pickle.out.write('(');
        for (int i = 0; i < constants.size(); i++) {
            pickle.tensor(i, constants.get(i));
        }
        pickle.out.write('t');
        return pickle.stop();
    }

    private void tensor(int number, Constant constant) {
        global("torch._utils", "_rebuild_tensor_v2");
        out.write('(');
        storage(number, constant.sizes().elements());
        integer(0);
        integers(constant.sizes().dimensions());
        integers(constant.strides());
        out.write(FALSE);
        global("collections", "OrderedDict");
        emptyTuple();
        out.write('R');
        out.write('t');
        out.write('R');
    }

    private void storage(int number, long elements) {
        out.write('(');
        text("storage");
        global("torch", "FloatStorage");
        text(String.valueOf(number));
        text("cpu");
        integer(elements);
        out.write('t');
        out.write('Q');
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
