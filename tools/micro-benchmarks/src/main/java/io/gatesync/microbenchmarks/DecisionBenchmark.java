package io.gatesync.microbenchmarks;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Remembered;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.ScanTime;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;

/** The rule of the first scan. */
public class DecisionBenchmark extends StepBenchmark {

    private static final Ticket TICKET = new Ticket("VIP", "Weekend", "17");
    private static final ScanTime TIME = new ScanTime(Instant.ofEpochSecond(1_783_080_000), true, Duration.ZERO);

    private final Scan scan = scan(new UUID(1, 1), "north");
    private final Scan losing = scan(new UUID(1, 2), "south");
    private final TicketState unused = new TicketState.Issued(TICKET);
    private final TicketState used = new TicketState.Admitted(
            TICKET, new FirstScan(scan.id(), true, scan.deviceId(), scan.time(), 0), List.of());
    private final Optional<Remembered> synced = Optional.of(new Remembered(new Verdict.Synced(TICKET), 0));

    private static Scan scan(UUID id, String device) {
        return new Scan(id, true, device, TIME, Scan.Holder.LET_IN, 0, false);
    }

    /** A valid ticket that nobody has used. */
    @Benchmark
    public Decision firstScan() {
        return FirstScanWins.decide(unused, Optional.empty(), scan);
    }

    /** A ticket that another device has used. */
    @Benchmark
    public Decision conflict() {
        return FirstScanWins.decide(used, Optional.empty(), losing);
    }

    /** A scan whose verdict is remembered. */
    @Benchmark
    public Decision sentAgain() {
        return FirstScanWins.decide(used, synced, scan);
    }
}
