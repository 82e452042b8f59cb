package io.sightline.checkpoint.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;

/// Writes protobuf, sound or not.
final class Wire {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// A model of opset 17 with this graph.
    static Wire model(Wire graph) {
        return new Wire().message(7, graph).message(8, new Wire().number(2, 17));
    }

    /// A tensor `w` of this type and these dimensions, without elements.
    static Wire tensor(long type, long... dimensions) {
        Wire tensor = new Wire();
        for (long dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor.number(2, type).text(8, "w");
    }

    Wire number(int field, long value) {
        return varint((long) field << 3).varint(value);
    }

    Wire text(int field, String value) {
        return bytes(field, value.getBytes(UTF_8));
    }

    Wire message(int field, Wire value) {
        return bytes(field, value.bytes.toByteArray());
    }

    Wire bytes(int field, byte... value) {
        varint((long) field << 3 | 2).varint(value.length);
        return raw(value);
    }

    Wire raw(byte... value) {
        bytes.writeBytes(value);
        return this;
    }

    Wire varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    MemorySegment segment() {
        return MemorySegment.ofArray(toBytes());
    }
}
