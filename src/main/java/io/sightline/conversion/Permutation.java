package io.sightline.conversion;

import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;

/// A tensor with its dimensions in another order.
final class Permutation {

    private Permutation() {}

    /// The elements of `tensor` such that the first dimension becomes what was number `order[0]`,
    /// and so on.
    ///
    /// @param order each dimension's number once
    static Tensor of(Tensor tensor, int... order) {
        int rank = order.length;
        int[] strides = new int[rank];
        int[] sizes = new int[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = tensor.shape().dimension(order[i]);
            strides[i] = 1;
            for (int inner = order[i] + 1; inner < rank; inner++) {
                strides[i] *= tensor.shape().dimension(inner);
            }
        }
        float[] values = tensor.toFloats();
        float[] permuted = new float[values.length];
        int[] index = new int[rank];
        for (int i = 0; i < permuted.length; i++) {
            int from = 0;
            for (int d = 0; d < rank; d++) {
                from += index[d] * strides[d];
            }
            permuted[i] = values[from];
            for (int d = rank - 1; d >= 0 && ++index[d] == sizes[d]; d--) {
                index[d] = 0;
            }
        }
        return Tensor.of(TensorType.F32, Shape.of(sizes), permuted);
    }
}
