package io.gatesync.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;

/** Computes how fast each gate has let people in over the last ten seconds. */
final class GateRates {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private record Moment(Duration elapsed, SortedMap<Integer, Long> admitted) {}

    private final Deque<Moment> moments = new ArrayDeque<>();

    /**
     * Adds how many people each gate has admitted by now, and returns the gates with their rates.
     *
     * @param elapsed time since the entrances opened, when nobody was in
     */
    List<Scoreboard.Gate> update(Duration elapsed, SortedMap<Integer, Long> admitted) {
        moments.addLast(new Moment(elapsed, admitted));
        while (elapsed.minus(moments.getFirst().elapsed()).compareTo(WINDOW) > 0) {
            moments.removeFirst();
        }
        Moment first = moments.getFirst();
        double seconds = elapsed.minus(first.elapsed()).toNanos() / 1e9;
        List<Scoreboard.Gate> gates = new ArrayList<>();
        admitted.forEach((gate, count) -> {
            long lately = count - first.admitted().getOrDefault(gate, 0L);
            gates.add(new Scoreboard.Gate(gate, count, seconds == 0 ? 0 : lately / seconds));
        });
        return gates;
    }
}
