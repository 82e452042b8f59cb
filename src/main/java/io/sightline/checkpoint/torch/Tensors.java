package io.sightline.checkpoint.torch;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.archive.Allowance;
import io.sightline.checkpoint.pickle.PickleValue.TensorView;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;

/// Makes tensors of their descriptions: slices of the file if their elements stand there in order,
/// copies otherwise.
///
/// A tensor that repeats elements (a stride of 0, as `expand` makes) is paid for in full by the
/// file's [Allowance], so a few bytes cannot become many.
final class Tensors {

    private final Storages storages;
    private final ByteOrder order;
    private final Allowance allowance;

    /// @param order of the bytes of an element
    Tensors(Storages storages, ByteOrder order, Allowance allowance) {
        this.storages = storages;
        this.order = order;
        this.allowance = allowance;
    }

    /// The tensor that `view` describes.
    ///
    /// @throws InvalidCheckpointException if it reaches beyond its storage, or is larger than any
    ///   tensor of a network
    Tensor of(TensorView view) {
        Shape shape = new Shape(view.sizes().stream().map(Tensors::size).toList());
        requireInside(view);
        MemorySegment storage = storages.bytes(view.storage());
        int width = view.storage().type().bytes();
        long bytes = (long) shape.elements() * width;
        MemorySegment from = storage.asSlice(view.offset() * width);
        boolean asItStands = isInOrder(view) && (order == LITTLE_ENDIAN || width == 1);
        return new Tensor(
                view.storage().type(),
                shape,
                asItStands ? from.asSlice(0, bytes) : inOrder(view, from, bytes));
    }

    private static int size(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new InvalidCheckpointException(
                    "shape has a dimension of %d, must be at most %d"
                            .formatted(size, Integer.MAX_VALUE));
        }
        return (int) size;
    }

    /// Sizes are below 2^31 and their product is below 2^28; what could still overflow is larger
    /// than the storage.
    private static void requireInside(TensorView view) {
        List<Long> sizes = view.sizes();
        List<Long> strides = view.strides();
        if (sizes.size() != strides.size()) {
            throw new InvalidCheckpointException(
                    "it has %d sizes and %d strides".formatted(sizes.size(), strides.size()));
        }
        long count = view.storage().count();
        long room = count - 1 - view.offset();
        for (int i = 0; i < sizes.size() && room >= 0; i++) {
            long steps = sizes.get(i) - 1;
            boolean fits = steps == 0 || strides.get(i) <= room / steps;
            room = fits ? room - steps * strides.get(i) : -1;
        }
        if (room < 0) {
            throw new InvalidCheckpointException(
                    "offset %d, sizes %s and strides %s lead beyond its storage of %d elements"
                            .formatted(view.offset(), sizes, strides, count));
        }
    }

    private static boolean isInOrder(TensorView view) {
        long expected = 1;
        for (int i = view.sizes().size() - 1; i >= 0; i--) {
            long size = view.sizes().get(i);
            if (size != 1 && view.strides().get(i) != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    private MemorySegment inOrder(TensorView view, MemorySegment from, long bytes) {
        MemorySegment target = allowance.allocate(bytes, "a tensor that is not in order");
        int rank = view.sizes().size();
        int[] sizes = view.sizes().stream().mapToInt(Long::intValue).toArray();
        long[] strides = view.strides().stream().mapToLong(Long::longValue).toArray();
        Elements copier = Elements.of(view.storage().type().bytes());
        boolean swapped = order != LITTLE_ENDIAN;
        int last = rank == 0 ? 1 : sizes[rank - 1];
        long lastStride = rank == 0 ? 0 : strides[rank - 1];
        int[] index = new int[Math.max(rank - 1, 0)];
        long rowStart = 0;
        long elements = bytes / view.storage().type().bytes();
        for (long to = 0; to < elements; to += last) {
            copier.copy(from, rowStart, lastStride, target, to, last, swapped);
            rowStart = step(index, sizes, strides, rowStart);
        }
        return target;
    }

    /// Counts `index` up by one and gives the element where its row begins.
    private static long step(int[] index, int[] sizes, long[] strides, long rowStart) {
        long start = rowStart;
        for (int i = index.length - 1; i >= 0; i--) {
            index[i]++;
            start += strides[i];
            if (index[i] < sizes[i]) {
                return start;
            }
            start -= index[i] * strides[i];
            index[i] = 0;
        }
        return start;
    }
}
