package io.gatesync.processor.topology;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Remembered;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.TicketKey;
import io.gatesync.processor.store.TicketMemory;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The ticket store of one partition, built anew from what the topics tell: first all its tickets, then all its outcomes, each
 * in their order. Keeps all of it in memory.
 */
public final class StoreRebuild {
    private final int partition;
    private final int partitions;
    private final Map<Bytes, byte[]> built = new HashMap<>();
    private final Entries entries = Entries.in(built);
    private final Decider decider = new Decider(entries);

    /** @param partitions how many the topics have */
    public StoreRebuild(int partition, int partitions) {
        this.partition = partition;
        this.partitions = partitions;
    }

    /** Takes in a change of a ticket, unless it was put aside when it came. */
    public void add(byte @Nullable [] key, TicketChanged change) {
        boolean wasApplied = change.getStatus() != TicketStatus.OTHER
                && Placement.OF_TICKETS
                        .whyMisplaced(key, change, partition, partitions)
                        .isEmpty();
        if (wasApplied) {
            decider.apply(change).applyTo(entries);
        }
    }

    /** Takes in what a scan was told, or the wish to take one back. */
    public void add(ScanDecided outcome) {
        TicketMemory ticket = TicketMemory.of(new TicketKey(outcome.getEventId(), outcome.getQrcode()), entries);
        Scan scan = RecordFormat.scan(outcome);
        RecordFormat.verdict(outcome, ticket.state()).ifPresent(verdict -> {
            if (outcome.getUndone()) {
                takeBack(ticket, scan, new Remembered(verdict, outcome.getAdmissionRound()));
            } else if (outcome.getUndo() == null) {
                TicketState state = FirstScanWins.told(ticket.state(), scan, verdict);
                ticket.after(
                                scan,
                                new Decision(state, verdict, outcome.getReplayed(), outcome.getAdmissionRound(), false))
                        .applyTo(entries);
            }
        });
    }

    private void takeBack(TicketMemory ticket, Scan scan, Remembered told) {
        Remembered verdict = ticket.verdictOn(scan).orElse(told);
        if (!verdict.undone()) {
            ticket.afterUndo(scan, verdict.takenBack(), FirstScanWins.undone(ticket.state(), scan))
                    .applyTo(entries);
        }
    }

    /** All entries, as the changelog of the store has them. */
    public Map<Bytes, byte[]> entries() {
        return built;
    }
}
