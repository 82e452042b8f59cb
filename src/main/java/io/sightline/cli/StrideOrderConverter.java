package io.sightline.cli;

import io.sightline.resnet.StrideOrder;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a [StrideOrder] as `model.json` writes it.
final class StrideOrderConverter implements ITypeConverter<StrideOrder> {

    @Override
    public StrideOrder convert(String label) {
        return Arrays.stream(StrideOrder.values())
                .filter(order -> order.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "strides are %s, must be v1 or v1.5".formatted(label)));
    }
}
