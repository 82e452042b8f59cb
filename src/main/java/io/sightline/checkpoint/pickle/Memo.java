package io.sightline.checkpoint.pickle;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values that a pickle refers to again, by number.
///
/// Picklers count from zero, so such numbers are places in a list. Any other number may be chosen
/// too, up to four thousand million; it costs no more than itself.
final class Memo {

    private final List<PickleValue> counted = new ArrayList<>();
    private final Map<Long, PickleValue> others = new HashMap<>();

    void put(long index, PickleValue value) {
        if (index < counted.size()) {
            counted.set((int) index, value);
        } else if (index == counted.size() && !others.containsKey(index)) {
            counted.add(value);
        } else {
            others.put(index, value);
        }
    }

    /// Keeps `value` under the number of values that there are, as MEMOIZE does.
    void append(PickleValue value) {
        put(counted.size() + others.size(), value);
    }

    PickleValue get(long index) {
        PickleValue value = index < counted.size() ? counted.get((int) index) : others.get(index);
        if (value == null) {
            throw new InvalidCheckpointException("nothing was kept as number " + index);
        }
        return value;
    }
}
