package io.gatesync.demo;

import io.gatesync.client.RequestRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the shifts of all devices at the same time, and shows the scoreboard meanwhile. */
final class FestivalRun {

    private static final Duration REDRAW = Duration.ofMillis(250);

    private final List<Device> devices;
    private final Duration length;
    private final ScoreboardView view;
    private final GateRates rates = new GateRates();

    FestivalRun(List<Device> devices, Duration length, ScoreboardView view) {
        this.devices = devices;
        this.length = length;
        this.view = view;
    }

    /**
     * Returns when the last device has finished its shift.
     *
     * @throws RequestRefusedException if the gateway refused a request for good
     */
    void run() throws InterruptedException {
        Instant opening = Instant.now();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                List<Future<?>> shifts = new ArrayList<>();
                devices.forEach(device -> shifts.add(threads.submit(device)));
                while (!shifts.stream().allMatch(Future::isDone)) {
                    shifts.forEach(FestivalRun::requireNotFailed);
                    view.show(scoreboard(opening));
                    Thread.sleep(REDRAW);
                }
                shifts.forEach(FestivalRun::requireNotFailed);
                view.end(scoreboard(opening));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void requireNotFailed(Future<?> shift) {
        if (shift.state() == Future.State.FAILED) {
            throw shift.exceptionNow() instanceof RequestRefusedException refused
                    ? refused
                    : new IllegalStateException("A device failed", shift.exceptionNow());
        }
    }

    private Scoreboard scoreboard(Instant opening) {
        Duration elapsed = Duration.between(opening, Instant.now());
        List<Tally> tallies = new ArrayList<>();
        SortedMap<Integer, Long> admitted = new TreeMap<>();
        for (Device device : devices) {
            Tally tally = device.tally();
            tallies.add(tally);
            admitted.merge(device.gate(), tally.admitted(), Long::sum);
        }
        return new Scoreboard(
                elapsed,
                length,
                Tally.sum(tallies),
                devices.size(),
                (int) devices.stream().filter(Device::offline).count(),
                rates.update(elapsed, admitted),
                devices.stream()
                        .map(Device::trouble)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse(""));
    }
}
