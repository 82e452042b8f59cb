package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;

/// The versions of the sets of operators that a model uses.
final class Opsets {

    /// Before it, sums had to say along which axes they repeat an operand.
    private static final long OLDEST = 7;

    /// Of the ONNX that this was written with; a later one may change an operator.
    private static final long NEWEST = 28;

    private long version;

    /// Adds one set (`OperatorSetIdProto`). Sets that no operator is of are of no account.
    void add(Message set) {
        String domain = "";
        long number = 0;
        while (set.next()) {
            switch (set.field()) {
                case 1 -> domain = set.once().text();
                case 2 -> number = set.once().number();
                default -> {}
            }
        }
        if (!isStandard(domain)) {
            return;
        }
        if (version != 0) {
            throw new InvalidCheckpointException("operators of ai.onnx have two versions");
        }
        if (number < OLDEST || number > NEWEST) {
            throw new InvalidCheckpointException(
                    "operators have version (opset) %d, must have %d to %d"
                            .formatted(number, OLDEST, NEWEST));
        }
        version = number;
    }

    /// @throws InvalidCheckpointException if no set was of ONNX's own
    int version() {
        if (version == 0) {
            throw new InvalidCheckpointException(
                    "operators of ai.onnx have no version (opset), must have one");
        }
        return (int) version;
    }

    /// Whether `domain` is the one whose operators are ONNX's own.
    static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }
}
