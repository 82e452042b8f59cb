package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The values that a pickle's instructions take and leave, with marks between them. What stands
/// below the last mark cannot be reached.
final class PickleStack {

    private final List<PickleValue> values = new ArrayList<>();
    private int[] marks = new int[16];
    private int markCount;

    void push(PickleValue value) {
        values.add(value);
    }

    PickleValue pop() {
        requireValue();
        return values.removeLast();
    }

    PickleValue peek() {
        requireValue();
        return values.getLast();
    }

    private void requireValue() {
        int floor = markCount == 0 ? 0 : marks[markCount - 1];
        if (values.size() == floor) {
            throw new InvalidCheckpointException("it takes a value, there is none");
        }
    }

    void mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount] = values.size();
        markCount++;
    }

    /// Takes all values above the last mark, and the mark.
    List<PickleValue> popToMark() {
        if (markCount == 0) {
            throw new InvalidCheckpointException("it takes what follows a MARK, there is none");
        }
        markCount--;
        List<PickleValue> above = values.subList(marks[markCount], values.size());
        List<PickleValue> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    /// Takes the topmost value, or the mark if it is on top.
    void drop() {
        if (markCount > 0 && marks[markCount - 1] == values.size()) {
            markCount--;
            return;
        }
        pop();
    }

    boolean isEmpty() {
        return values.isEmpty() && markCount == 0;
    }
}
