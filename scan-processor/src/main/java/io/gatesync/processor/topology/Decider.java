package io.gatesync.processor.topology;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.Undo;
import io.gatesync.processor.decision.UndoAnswer;
import io.gatesync.processor.decision.UndoDecision;
import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.EventMemory;
import io.gatesync.processor.store.StoreChanges;
import io.gatesync.processor.store.TicketKey;
import io.gatesync.processor.store.TicketMemory;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.UndoRequest;
import java.time.Instant;

/**
 * What a record leads to, given what is remembered. Writes nothing itself, and knows nothing of Kafka Streams. What one record leads
 * to must be written before the next is asked about, and by nobody else: some of what is remembered is held in memory.
 */
public final class Decider {
    private final Entries entries;
    private final EventMemory events;

    /** @param entries what is remembered of the tickets */
    public Decider(Entries entries) {
        this.entries = entries;
        this.events = new EventMemory(entries);
    }

    /**
     * What a scan leads to.
     *
     * @param outcome what is told
     * @param changes what is remembered
     */
    public record Decided(ScanDecided outcome, StoreChanges changes) {}

    /**
     * What a scan leads to, or the wish to take one back.
     *
     * @param now when it is decided
     */
    public Decided decide(ScanUploaded uploaded, Instant now) {
        Scan scan = RecordFormat.scan(uploaded, events.round(uploaded.getEventId()));
        TicketMemory ticket = TicketMemory.of(new TicketKey(uploaded.getEventId(), uploaded.getQrcode()), entries);
        UndoRequest undo = uploaded.getUndo();
        if (undo != null) {
            return decide(uploaded, new Undo(scan, undo.getUndoneAt()), ticket, now);
        }
        Decision decision = FirstScanWins.decide(ticket.state(), ticket.verdictOn(scan), scan);
        return new Decided(RecordFormat.outcome(uploaded, decision, now), ticket.after(scan, decision));
    }

    private static Decided decide(ScanUploaded uploaded, Undo undo, TicketMemory ticket, Instant now) {
        UndoDecision decision = FirstScanWins.undo(ticket.state(), ticket.verdictOn(undo.scan()), undo);
        return new Decided(
                RecordFormat.outcome(uploaded, decision, now),
                decision.answer() == UndoAnswer.UNDONE
                        ? ticket.afterUndo(undo.scan(), decision.verdict().orElseThrow(), decision.state())
                        : ticket.after(decision.state()));
    }

    /** What a change of a ticket, or of all of an event, makes remembered. */
    public StoreChanges apply(TicketChanged change) {
        Long round = change.getAdmissionRound();
        if (round != null) {
            return events.begin(round, change.getEventId());
        }
        TicketMemory ticket = TicketMemory.of(new TicketKey(change.getEventId(), change.getQrcode()), entries);
        return ticket.after(FirstScanWins.change(ticket.state(), RecordFormat.change(change)));
    }

    /**
     * What the end of an event makes forgotten; nothing where nothing of it is left.
     *
     * @param atMost how many entries
     */
    public StoreChanges forget(String eventId, int atMost) {
        return events.forget(eventId, atMost);
    }
}
