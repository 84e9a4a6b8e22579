package io.gatesync.processor.store;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.Verdict;
import io.gatesync.processor.decision.Verdict.Synced;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the store knows of one ticket: its state, and the verdicts on scans that carry an id of their own. Such a scan, sent
 * again, gets the verdict that it had, whatever has happened to the ticket since.
 *
 * <p>Each verdict is an entry of its own, so that a scan costs the same whatever came before it. The entries of one ticket
 * form a ring: beyond {@link #MAX_VERDICTS} the oldest is forgotten. The admission is not among them. It is part of the
 * ticket's state, and is never forgotten.
 */
public final class TicketMemory {
    /**
     * How many verdicts besides the admission are remembered for each ticket. Far more than a gate gives on one ticket; it
     * bounds what a handheld left pointing at one ticket can make the store keep.
     */
    static final int MAX_VERDICTS = 10_000;

    private final Entries entries;
    private final TicketKey ticket;
    private final StoredFormat.Ticket stored;

    private TicketMemory(Entries entries, TicketKey ticket, StoredFormat.Ticket stored) {
        this.entries = entries;
        this.ticket = ticket;
        this.stored = stored;
    }

    /** What the store knows of a ticket now. */
    public static TicketMemory of(TicketKey ticket, Entries entries) {
        return new TicketMemory(entries, ticket, StoredFormat.ticket(entries.get(EntryKeys.ticket(ticket))));
    }

    /** The state of the ticket, as it was when this was read. */
    public TicketState state() {
        return stored.state();
    }

    /** The verdict that this scan got when it came first; empty if it is new, carries no id of its own, or was admitted. */
    public Optional<Verdict> verdictOn(Scan scan) {
        return scan.idFromDevice() && stored.verdicts() > 0
                ? StoredFormat.verdict(entries.get(EntryKeys.verdict(ticket, EntryKeys.scanName(scan))))
                : Optional.empty();
    }

    /** What to write so that the decision on a scan is remembered. */
    public StoreChanges after(Scan scan, Decision decision) {
        boolean forgettable = decision.replayed() || decision.verdict() instanceof Synced || !scan.idFromDevice();
        return forgettable ? after(decision.state()) : withVerdict(scan, decision);
    }

    /** What to write so that a new state of the ticket is remembered. */
    public StoreChanges after(TicketState state) {
        // Loading the same list again is common, and changes nothing.
        return state.equals(stored.state())
                ? StoreChanges.NONE
                : new StoreChanges().put(EntryKeys.ticket(ticket), entry(state, stored.verdicts()));
    }

    private StoreChanges withVerdict(Scan scan, Decision decision) {
        byte[] scanName = EntryKeys.scanName(scan);
        Bytes slot = EntryKeys.slot(ticket, (int) (stored.verdicts() % MAX_VERDICTS));
        StoreChanges changes = new StoreChanges();
        if (stored.verdicts() >= MAX_VERDICTS) {
            byte[] oldest = entries.get(slot);
            if (oldest != null) {
                changes.delete(EntryKeys.verdict(ticket, oldest));
            }
        }
        return changes.put(EntryKeys.verdict(ticket, scanName), StoredFormat.write(decision.verdict()))
                .put(slot, scanName)
                .put(EntryKeys.ticket(ticket), entry(decision.state(), stored.verdicts() + 1));
    }

    private static byte[] entry(TicketState state, long verdicts) {
        return StoredFormat.write(new StoredFormat.Ticket(state, verdicts));
    }
}
