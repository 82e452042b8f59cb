package io.sightline.serving.version;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which versions of a model its name and its labels stand for.
///
/// @param number of the version that a request gets which names none; 0 if there are no numbers
/// @param labels the number that each points at
public record Pointers(int number, Map<String, Integer> labels) {

    public Pointers {
        labels = new TreeMap<>(labels); // shown in this order
    }

    /// The numbers of all versions that something points at.
    public SortedSet<Integer> numbers() {
        SortedSet<Integer> numbers = new TreeSet<>(labels.values());
        numbers.add(number);
        return numbers;
    }
}
