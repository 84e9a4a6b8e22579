package io.gatesync.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The value in the middle: one bad round does not move it, as it moves an average. */
final class Median {

    private Median() {}

    static <T> double of(List<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
