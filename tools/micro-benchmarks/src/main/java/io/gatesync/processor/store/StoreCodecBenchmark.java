package io.gatesync.processor.store;

import io.gatesync.microbenchmarks.StepBenchmark;
import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Remembered;
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

/** The entries of the processor's store as bytes, and back. */
public class StoreCodecBenchmark extends StepBenchmark {

    private static final Ticket TICKET = new Ticket("VIP", "Weekend", "17");
    private static final FirstScan FIRST = new FirstScan(
            new UUID(1, 1), true, "north", new ScanTime(Instant.ofEpochSecond(1_783_080_000), true, Duration.ZERO), 0);

    private final StoredFormat.Ticket unused = new StoredFormat.Ticket(new TicketState.Issued(TICKET), 0);
    private final StoredFormat.Ticket used =
            new StoredFormat.Ticket(new TicketState.Admitted(TICKET, FIRST, List.of()), 1);
    private final Remembered conflict = new Remembered(new Verdict.Conflict(TICKET, FIRST, false), 0);
    private final byte[] unusedBytes = StoredFormat.write(unused);
    private final byte[] usedBytes = StoredFormat.write(used);
    private final byte[] conflictBytes = StoredFormat.write(conflict);

    /** What every first scan reads. */
    @Benchmark
    public Object readUnusedTicket() {
        return StoredFormat.ticket(unusedBytes);
    }

    /** What every later scan reads. */
    @Benchmark
    public Object readUsedTicket() {
        return StoredFormat.ticket(usedBytes);
    }

    /** What every first scan writes. */
    @Benchmark
    public byte[] writeUsedTicket() {
        return StoredFormat.write(used);
    }

    /** What a scan that is sent again reads. */
    @Benchmark
    public Optional<Remembered> readVerdict() {
        return StoredFormat.verdict(conflictBytes, TICKET);
    }

    /** What a conflict writes. */
    @Benchmark
    public byte[] writeVerdict() {
        return StoredFormat.write(conflict);
    }
}
