package io.sightline.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The names in a library's file, including those that it does not export: ELF of 64 bits,
/// little-endian, as System V's ABI defines it.
public final class SymbolTable {

    private static final ValueLayout.OfShort HALF =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong XWORD =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// `0x7f ELF`, then 2 for 64 bits and 1 for little-endian.
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1};

    /// Where the header has the sections' offset, the bytes of one, and their number.
    private static final long SECTIONS = 0x28;

    private static final long SECTION_BYTES = 0x3a;
    private static final long SECTION_COUNT = 0x3c;

    /// Where a section has its type, offset, bytes, and the number of the section with its names.
    private static final long TYPE = 0x04;

    private static final long OFFSET = 0x18;
    private static final long SIZE = 0x20;
    private static final long LINK = 0x28;
    private static final int SHT_SYMTAB = 2;

    /// A symbol: first the place of its name, later its address.
    private static final long SYMBOL_BYTES = 24;

    private static final long VALUE = 8;

    private SymbolTable() {}

    /// The address of `name` within the library; empty if the file has no such name, or no table.
    public static OptionalLong address(Path library, String name) throws IOException {
        try (FileChannel file = FileChannel.open(library);
                Arena arena = Arena.ofConfined()) {
            MemorySegment elf = file.map(MapMode.READ_ONLY, 0, file.size(), arena);
            if (MemorySegment.ofArray(MAGIC).mismatch(elf) != MAGIC.length) {
                return OptionalLong.empty();
            }
            int count = Short.toUnsignedInt(elf.get(HALF, SECTION_COUNT));
            for (int i = 0; i < count; i++) {
                MemorySegment section = section(elf, i);
                if (section.get(WORD, TYPE) == SHT_SYMTAB) {
                    MemorySegment names = content(elf, section(elf, section.get(WORD, LINK)));
                    return search(content(elf, section), names, arena.allocateFrom(name));
                }
            }
            return OptionalLong.empty();
        }
    }

    private static MemorySegment section(MemorySegment elf, int number) {
        long bytes = Short.toUnsignedLong(elf.get(HALF, SECTION_BYTES));
        return elf.asSlice(elf.get(XWORD, SECTIONS) + number * bytes, bytes);
    }

    private static MemorySegment content(MemorySegment elf, MemorySegment section) {
        return elf.asSlice(section.get(XWORD, OFFSET), section.get(XWORD, SIZE));
    }

    private static OptionalLong search(
            MemorySegment symbols, MemorySegment names, MemorySegment wanted) {
        for (long symbol = 0; symbol < symbols.byteSize(); symbol += SYMBOL_BYTES) {
            long name = Integer.toUnsignedLong(symbols.get(WORD, symbol));
            long end = name + wanted.byteSize();
            // That a name ends there is cheap to see, and rules out nearly all.
            if (end <= names.byteSize()
                    && names.get(JAVA_BYTE, end - 1) == 0
                    && MemorySegment.mismatch(names, name, end, wanted, 0, wanted.byteSize()) < 0) {
                return OptionalLong.of(symbols.get(XWORD, symbol + VALUE));
            }
        }
        return OptionalLong.empty();
    }
}
