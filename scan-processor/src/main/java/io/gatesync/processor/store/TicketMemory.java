package io.gatesync.processor.store;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Remembered;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.processor.decision.TicketState.Admitted;
import io.gatesync.processor.decision.Verdict.Synced;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the store knows of one ticket: its state, and the verdicts on scans that carry an id of their own. Such a scan, sent
 * again, gets the verdict that it had, whatever has happened to the ticket since.
 *
 * <p>Each verdict is an entry of its own, so that a scan costs the same whatever came before it. The entries of one ticket
 * form a ring: beyond {@link #MAX_VERDICTS} the oldest is forgotten. The admission is not among them. It is part of the
 * ticket's state, and is not forgotten. When somebody comes in in a later round, or it is taken back, it becomes an entry like the others.
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

    /** The verdict that this scan got when it came first; empty if it is new, carries no id of its own, or is the admission. */
    public Optional<Remembered> verdictOn(Scan scan) {
        return scan.idFromDevice() && stored.verdicts() > 0
                ? StoredFormat.verdict(
                        entries.get(EntryKeys.verdict(ticket, EntryKeys.scanName(scan))),
                        stored.state().ticket())
                : Optional.empty();
    }

    /** What to write so that the decision on a scan is remembered. */
    public StoreChanges after(Scan scan, Decision decision) {
        StoreChanges changes = new StoreChanges();
        long verdicts = stored.verdicts();
        for (Admitted gone : noLongerIn(decision.state()).stream().toList()) {
            FirstScan admission = gone.admission();
            remember(
                    EntryKeys.scanName(admission),
                    new Remembered(new Synced(gone.ticket()), admission.round()),
                    verdicts,
                    changes);
            verdicts++;
        }
        if (!decision.replayed() && !(decision.verdict() instanceof Synced) && scan.idFromDevice()) {
            remember(EntryKeys.scanName(scan), new Remembered(decision.verdict(), decision.round()), verdicts, changes);
            verdicts++;
        }
        return ticket(decision.state(), verdicts, changes);
    }

    /**
     * What to write so that a scan is remembered as taken back.
     *
     * @param verdict that it keeps
     * @param state of the ticket after it
     */
    public StoreChanges afterUndo(Scan scan, Remembered verdict, TicketState state) {
        StoreChanges changes = new StoreChanges();
        long verdicts = stored.verdicts();
        byte[] name = EntryKeys.scanName(scan);
        Bytes entry = EntryKeys.verdict(ticket, name);
        if (verdicts > 0 && entries.get(entry) != null) {
            changes.put(entry, StoredFormat.write(verdict)); // Its slot stays.
        } else {
            remember(name, verdict, verdicts, changes);
            verdicts++;
        }
        return ticket(state, verdicts, changes);
    }

    /** What to write so that a new state of the ticket is remembered. */
    public StoreChanges after(TicketState state) {
        return ticket(state, stored.verdicts(), new StoreChanges());
    }

    /** The admission of an earlier round that the state after a scan no longer holds, if its scan can be sent again. */
    private Optional<Admitted> noLongerIn(TicketState after) {
        return stored.state()
                .ifAdmitted()
                .filter(before -> before.admission().idFromDevice())
                .filter(before -> !after.first().equals(before.first()));
    }

    private void remember(byte[] scanName, Remembered verdict, long before, StoreChanges changes) {
        Bytes slot = EntryKeys.slot(ticket, (int) (before % MAX_VERDICTS));
        if (before >= MAX_VERDICTS) {
            byte[] oldest = entries.get(slot);
            if (oldest != null) {
                changes.delete(EntryKeys.verdict(ticket, oldest));
            }
        }
        changes.put(EntryKeys.verdict(ticket, scanName), StoredFormat.write(verdict))
                .put(slot, scanName);
    }

    private StoreChanges ticket(TicketState state, long verdicts, StoreChanges changes) {
        // Loading the same list again is common, and changes nothing.
        return state.equals(stored.state()) && verdicts == stored.verdicts()
                ? changes
                : changes.put(EntryKeys.ticket(ticket), StoredFormat.write(new StoredFormat.Ticket(state, verdicts)));
    }
}
