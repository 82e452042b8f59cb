package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.InvalidCheckpointException;

/// The instructions of a pickle that are understood: those of protocol 2 and, of the newer
/// protocols, those that need nothing else.
///
/// Instructions that `torch.save` never writes (protocol 0's decimal texts, INST, OBJ, EXT, DUP)
/// are not among them.
enum Opcode {
    PROTO(0x80),
    STOP('.'),
    FRAME(0x95),
    MARK('('),
    POP('0'),
    POP_MARK('1'),
    NONE('N'),
    NEWTRUE(0x88),
    NEWFALSE(0x89),
    BININT('J'),
    BININT1('K'),
    BININT2('M'),
    LONG1(0x8a),
    LONG4(0x8b),
    BINFLOAT('G'),
    BINUNICODE('X'),
    SHORT_BINUNICODE(0x8c),
    BINUNICODE8(0x8d),
    SHORT_BINSTRING('U'),
    BINSTRING('T'),
    SHORT_BINBYTES('C'),
    BINBYTES('B'),
    EMPTY_TUPLE(')'),
    TUPLE('t'),
    TUPLE1(0x85),
    TUPLE2(0x86),
    TUPLE3(0x87),
    EMPTY_LIST(']'),
    APPEND('a'),
    APPENDS('e'),
    EMPTY_DICT('}'),
    SETITEM('s'),
    SETITEMS('u'),
    EMPTY_SET(0x8f),
    ADDITEMS(0x90),
    FROZENSET(0x91),
    BINPUT('q'),
    LONG_BINPUT('r'),
    MEMOIZE(0x94),
    BINGET('h'),
    LONG_BINGET('j'),
    GLOBAL('c'),
    STACK_GLOBAL(0x93),
    BINPERSID('Q'),
    REDUCE('R'),
    NEWOBJ(0x81),
    BUILD('b');

    private static final Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /// The instruction of this byte.
    ///
    /// @throws InvalidCheckpointException if there is none that is understood
    static Opcode of(int code) {
        Opcode opcode = BY_CODE[code];
        if (opcode == null) {
            throw new InvalidCheckpointException(
                    "0x%02x is no instruction of a state dict's pickle".formatted(code));
        }
        return opcode;
    }
}
