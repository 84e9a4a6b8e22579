package io.gatesync.system;

import io.gatesync.system.Device.Scan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Devices that upload for as long as the run lasts, at a steady rate, and never lose a scan. */
final class Crowd implements AutoCloseable {
    private static final int DEVICES = 16;
    private static final int SCANS_PER_UPLOAD = 100;
    private static final int TICKETS = 200_000;
    private static final int FORGED_ONE_IN = 50;

    private final Event event;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> devices;
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong scanned = new AtomicLong();
    private final VerdictGaps gaps = new VerdictGaps();
    private volatile boolean closing;

    private Crowd(Event event, Random random, Duration pause) {
        this.event = event;
        this.devices = IntStream.rangeClosed(1, DEVICES)
                .mapToObj(number -> new Random(random.nextLong() + number))
                .<Future<?>>map(own -> threads.submit(() -> {
                    Device device = event.device("phone-" + own.nextInt(Integer.MAX_VALUE));
                    while (!closing) {
                        upload(device, own);
                        Faults.pause(pause);
                    }
                }))
                .toList();
    }

    /** @param pause of each device between two uploads */
    static Crowd begin(RunningStack stack, Random random, Duration pause) {
        return new Crowd(stack.newEvent(new Tickets(TICKETS)), random, pause);
    }

    private void upload(Device device, Random random) {
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < SCANS_PER_UPLOAD; i++) {
            int ticket = 1 + random.nextInt(TICKETS);
            scans.add(Scan.of(random.nextInt(FORGED_ONE_IN) == 0 ? "forged-" + ticket : Tickets.qrcode(ticket)));
        }
        scanned.addAndGet(scans.size());
        decided.addAndGet(device.uploadUntilDecided(scans, gaps::onVerdict).size());
    }

    long scanned() {
        return scanned.get();
    }

    /** The longest time in which no device was told a verdict, since this was asked last. */
    Duration longestGap() {
        return gaps.longest();
    }

    long decided() {
        return decided.get();
    }

    /** Lets every device end what it has begun. */
    @Override
    public void close() {
        closing = true;
        devices.forEach(Rush::awaitEnd);
        threads.close();
        event.told().verify();
    }
}
