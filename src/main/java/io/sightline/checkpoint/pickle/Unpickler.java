package io.sightline.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.pickle.PickleValue.Dictionary;
import io.sightline.checkpoint.pickle.PickleValue.Flag;
import io.sightline.checkpoint.pickle.PickleValue.Nothing;
import io.sightline.checkpoint.pickle.PickleValue.Opaque;
import io.sightline.checkpoint.pickle.PickleValue.Real;
import io.sightline.checkpoint.pickle.PickleValue.Sequence;
import io.sightline.checkpoint.pickle.PickleValue.Text;
import io.sightline.checkpoint.pickle.PickleValue.Whole;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Reads one pickle: follows its instructions one after the other, whatever they nest, and builds
/// nothing but [PickleValue]s.
public final class Unpickler {

    /// Most instructions followed. A ResNet-152 with its optimiser takes 60,000; each leaves at
    /// most one value of some 70 bytes.
    private static final int MAX_INSTRUCTIONS = 1 << 21;

    private static final int LOWEST_PROTOCOL = 2;
    private static final int HIGHEST_PROTOCOL = 5;

    private static final Opaque BYTES = new Opaque("bytes");
    private static final Opaque LARGE_NUMBER = new Opaque("a whole number of more than 64 bits");
    private static final Opaque SET = new Opaque("a set");

    private final Dialect dialect;
    private final PickleBytes bytes;
    private final PickleStack stack = new PickleStack();
    private final Memo memo = new Memo();
    private final TensorParts tensors = new TensorParts();
    private final Calls calls = new Calls();

    private Unpickler(MemorySegment file, long start, Dialect dialect) {
        this.dialect = dialect;
        this.bytes = new PickleBytes(file, start);
    }

    /// The pickle that begins at byte `start` of `file`.
    ///
    /// @throws InvalidCheckpointException if it does not end within the file, holds a name that is
    ///   not known to be harmless, or is no pickle; the message names byte and instruction
    public static Unpickled read(MemorySegment file, long start, Dialect dialect) {
        return new Unpickler(file, start, dialect).read();
    }

    private Unpickled read() {
        Opcode opcode = Opcode.PROTO;
        boolean known = false;
        long at = bytes.position();
        try {
            requireProtocol();
            for (int i = 0; i < MAX_INSTRUCTIONS; i++) {
                known = false;
                at = bytes.position();
                opcode = Opcode.of(bytes.unsignedByte());
                known = true;
                if (opcode == Opcode.STOP) {
                    return finish();
                }
                follow(opcode);
            }
            throw new InvalidCheckpointException(
                    "it has more than %d instructions".formatted(MAX_INSTRUCTIONS));
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "pickle is refused at byte %d%s: %s"
                            .formatted(at, known ? ", " + opcode : "", e.getMessage()),
                    e);
        }
    }

    private void requireProtocol() {
        int first = bytes.unsignedByte();
        int protocol = bytes.unsignedByte();
        boolean known = protocol >= LOWEST_PROTOCOL && protocol <= HIGHEST_PROTOCOL;
        if (Opcode.of(first) != Opcode.PROTO || !known) {
            throw new InvalidCheckpointException(
                    "it begins with 0x%02x 0x%02x, must begin with 0x80 and a protocol of %d to %d"
                            .formatted(first, protocol, LOWEST_PROTOCOL, HIGHEST_PROTOCOL));
        }
    }

    private Unpickled finish() {
        PickleValue value = stack.pop();
        if (!stack.isEmpty()) {
            throw new InvalidCheckpointException("it ends with values that nothing takes");
        }
        return new Unpickled(value, bytes.position(), calls.passedOver(), tensors.storages());
    }

    private void follow(Opcode opcode) {
        switch (opcode) {
            case PROTO, STOP -> throw new InvalidCheckpointException("it stands within the pickle");
            case FRAME -> bytes.signedLong();
            case MARK -> stack.mark();
            case POP -> stack.drop();
            case POP_MARK -> stack.popToMark();
            case NONE -> stack.push(Nothing.NONE);
            case NEWTRUE -> stack.push(new Flag(true));
            case NEWFALSE -> stack.push(new Flag(false));
            case BININT -> stack.push(new Whole(bytes.signedInt()));
            case BININT1 -> stack.push(new Whole(bytes.unsignedByte()));
            case BININT2 -> stack.push(new Whole(bytes.unsignedShort()));
            case LONG1 -> number(bytes.unsignedByte());
            case LONG4 -> number(bytes.signedInt());
            case BINFLOAT -> stack.push(new Real(bytes.real()));
            case BINUNICODE -> stack.push(new Text(bytes.text(bytes.unsignedInt())));
            case SHORT_BINUNICODE -> stack.push(new Text(bytes.text(bytes.unsignedByte())));
            case BINUNICODE8 -> stack.push(new Text(bytes.text(bytes.signedLong())));
            case SHORT_BINSTRING -> string(bytes.unsignedByte());
            case BINSTRING -> string(bytes.signedInt());
            case SHORT_BINBYTES -> passOver(bytes.unsignedByte(), BYTES);
            case BINBYTES -> passOver(bytes.unsignedInt(), BYTES);
            case EMPTY_TUPLE -> stack.push(Sequence.EMPTY_TUPLE);
            case TUPLE -> stack.push(new Sequence(true, stack.popToMark()));
            case TUPLE1 -> tuple(1);
            case TUPLE2 -> tuple(2);
            case TUPLE3 -> tuple(3);
            case EMPTY_LIST -> stack.push(new Sequence(false, List.of()));
            case APPEND -> {
                PickleValue item = stack.pop();
                Entries.append(stack.peek(), List.of(item));
            }
            case APPENDS -> {
                List<PickleValue> items = stack.popToMark();
                Entries.append(stack.peek(), items);
            }
            case EMPTY_DICT -> stack.push(new Dictionary());
            case SETITEM -> {
                PickleValue value = stack.pop();
                PickleValue key = stack.pop();
                Entries.put(stack.peek(), key, value);
            }
            case SETITEMS -> {
                List<PickleValue> items = stack.popToMark();
                Entries.put(stack.peek(), items);
            }
            case EMPTY_SET -> stack.push(SET);
            case ADDITEMS -> {
                List<PickleValue> items = stack.popToMark();
                Entries.append(stack.peek(), items);
            }
            case FROZENSET -> {
                stack.popToMark();
                stack.push(SET);
            }
            case BINPUT -> memo.put(bytes.unsignedByte(), stack.peek());
            case LONG_BINPUT -> memo.put(bytes.unsignedInt(), stack.peek());
            case MEMOIZE -> memo.append(stack.peek());
            case BINGET -> stack.push(memo.get(bytes.unsignedByte()));
            case LONG_BINGET -> stack.push(memo.get(bytes.unsignedInt()));
            case GLOBAL -> {
                String module = bytes.line();
                stack.push(Names.of(dialect, module, bytes.line()));
            }
            case STACK_GLOBAL -> stackGlobal();
            case BINPERSID -> stack.push(tensors.storage(stack.pop()));
            case REDUCE -> {
                PickleValue arguments = stack.pop();
                stack.push(calls.reduce(stack.pop(), arguments));
            }
            case NEWOBJ -> {
                PickleValue arguments = stack.pop();
                stack.push(calls.make(stack.pop(), arguments));
            }
            case BUILD -> {
                PickleValue state = stack.pop();
                calls.build(stack.peek(), state);
            }
        }
    }

    private void number(int length) {
        if (length >= 0 && length <= Long.BYTES) {
            stack.push(new Whole(bytes.whole(length)));
            return;
        }
        passOver(length, LARGE_NUMBER);
    }

    /// A string of Python 2: a text if it is ASCII, bytes if not.
    private void string(int length) {
        String text = new String(bytes.bytes(length), ISO_8859_1);
        stack.push(text.chars().allMatch(character -> character < 0x80) ? new Text(text) : BYTES);
    }

    private void passOver(long length, Opaque value) {
        bytes.skip(length);
        stack.push(value);
    }

    private void tuple(int size) {
        List<PickleValue> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(stack.pop());
        }
        stack.push(new Sequence(true, values.reversed()));
    }

    private void stackGlobal() {
        PickleValue name = stack.pop();
        PickleValue module = stack.pop();
        if (!(name instanceof Text(String last)) || !(module instanceof Text(String first))) {
            throw new InvalidCheckpointException(
                    "it takes two texts, got %s and %s".formatted(module.kind(), name.kind()));
        }
        stack.push(Names.of(dialect, first, last));
    }

    /// Refuses bytes behind a pickle that is a record of its own.
    public static Unpickled readWhole(MemorySegment record, Dialect dialect) {
        Unpickled unpickled = read(record, 0, dialect);
        if (unpickled.end() != record.byteSize()) {
            throw new InvalidCheckpointException(
                    "pickle ends at byte %d, must end with its record at %d"
                            .formatted(unpickled.end(), record.byteSize()));
        }
        return unpickled;
    }
}
