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

/** Lets all devices live through their shifts at the same time, and shows how they fare. */
final class Performance {

    private static final Duration REDRAW = Duration.ofMillis(250);

    private final List<Device> devices;
    private final Duration length;
    private final Display display;
    private final GateRates rates = new GateRates();

    Performance(List<Device> devices, Duration length, Display display) {
        this.devices = devices;
        this.length = length;
        this.display = display;
    }

    /**
     * Returns when the last device has finished its shift.
     *
     * @throws RequestRefusedException if the gateway refused a request for good
     */
    void play() throws InterruptedException {
        Instant opening = Instant.now();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                List<Future<?>> shifts = new ArrayList<>();
                devices.forEach(device -> shifts.add(threads.submit(device)));
                while (!shifts.stream().allMatch(Future::isDone)) {
                    shifts.forEach(Performance::requireNotFailed);
                    display.show(board(opening));
                    Thread.sleep(REDRAW);
                }
                shifts.forEach(Performance::requireNotFailed);
                display.end(board(opening));
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

    private Board board(Instant opening) {
        Duration elapsed = Duration.between(opening, Instant.now());
        List<Tally> tallies = new ArrayList<>();
        SortedMap<Integer, Long> admitted = new TreeMap<>();
        for (Device device : devices) {
            Tally tally = device.ledger().tally();
            tallies.add(tally);
            admitted.merge(device.ledger().shift().gate(), tally.admitted(), Long::sum);
        }
        return new Board(
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
