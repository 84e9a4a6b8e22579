package io.gatesync.projector.feed;

import io.gatesync.projector.changes.ScanLog;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of one event, as the topics say, and what has changed lately. One thread shows it the records of every partition in
 * order, some perhaps twice; others ask.
 */
final class EventFeed {
    /** Who has missed more is as quick with a new list. */
    private static final int MOST_CHANGES = 100_000;
    /**
     * How many records of each partition before the snapshot are read for what they have changed: so a device that another projector
     * has answered does not begin anew here.
     */
    private static final long READ_BEFORE = 2_000;

    private final String eventId;
    private final TicketCodes codes;
    private final LongUnaryOperator generationOfRound;
    private final Map<TicketHash, FeedTicket> tickets;
    /** The records that the tickets do not show yet. */
    private final long[] next;
    /** The records whose changes are not remembered yet; behind {@link #next} only while those before the snapshot are read. */
    private final long[] unread;

    private final long[] forgottenBefore;
    private final Deque<Change> changes = new ArrayDeque<>();
    /** Not this object's monitor: before JDK 24, whoever waits in one keeps a whole thread of the machine. */
    private final Lock waiting = new ReentrantLock();

    private final Condition news = waiting.newCondition();

    private long round;
    private long changesEver;
    private boolean unsealed;
    private Offsets sealed;
    private @Nullable Offsets completeAt;
    private boolean closed;
    private long lastAskedNanos = System.nanoTime();

    private record Change(int place, long offset, TicketHash ticket) {}

    /** What is known to have happened since a device knew the tickets. */
    sealed interface Since {}

    /**
     * Tickets that have changed.
     *
     * @param tickets as they are now
     * @param reached where to go on from
     */
    record Changes(List<FeedTicket> tickets, Cursors.Cursor reached) implements Since {}

    /** Why changes cannot be told. */
    enum Gap implements Since {
        /** The cursor is of other topics, keys, or an earlier round of admissions. */
        OTHER_GENERATION,
        /** More has changed since than is remembered here. */
        TOO_OLD,
        /** The cursor is ahead of what is known here, or what was before the snapshot is still being read. */
        NOT_YET
    }

    /**
     * All tickets at one moment.
     *
     * @param changesEver how many changes had been seen
     */
    record Whole(List<FeedTicket> tickets, Cursors.Cursor reached, long changesEver) {}

    /**
     * A feed that begins where a snapshot ends.
     *
     * @param generationOfRound names the tickets of a round: cursors of other generations say nothing about them
     */
    EventFeed(String eventId, TicketCodes codes, LongUnaryOperator generationOfRound, Snapshot snapshot) {
        this.eventId = eventId;
        this.codes = codes;
        this.generationOfRound = generationOfRound;
        this.tickets = new HashMap<>(snapshot.tickets());
        this.round = snapshot.round();
        this.next = snapshot.offsets().toArray();
        this.unread = LongStream.of(next)
                .map(offset -> Math.max(0, offset - READ_BEFORE))
                .toArray();
        this.forgottenBefore = unread.clone();
        this.sealed = snapshot.offsets();
    }

    /** From where it has to be shown records. */
    synchronized Offsets unread() {
        return Offsets.of(unread);
    }

    /**
     * Says what the topics hold now.
     *
     * @param begins what was before is deleted
     * @param ends before it has got where they are said to end first, it knows too little to be asked
     */
    synchronized void topicsHold(Offsets begins, Offsets ends) {
        for (int place = 0; place < next.length; place++) {
            unread[place] = Math.max(unread[place], begins.at(place));
            forgottenBefore[place] = Math.max(forgottenBefore[place], Math.min(begins.at(place), next[place]));
        }
        if (completeAt == null) {
            completeAt = ends;
        }
    }

    synchronized boolean isComplete() {
        return completeAt != null && !completeAt.areAheadOf(Offsets.of(unread));
    }

    /** Takes in a record, unless it has done so before. */
    synchronized void take(int place, long offset, SpecificRecord record) {
        if (offset < unread[place]) {
            return;
        }
        unread[place] = offset + 1;
        if (offset < next[place]) {
            codeIn(record).ifPresent(code -> remember(new Change(place, offset, codes.hash(code))));
            return;
        }
        next[place] = offset + 1;
        switch (record) {
            case TicketChanged change
            when change.getEventId().equals(eventId) && change.getStatus() != TicketStatus.OTHER ->
                take(place, offset, change);
            case ScanDecided scan when scan.getEventId().equals(eventId) -> take(place, offset, scan);
            default -> {} // Of another event, or what no table shows either.
        }
    }

    /** The code of a ticket of this event that a record says something about. */
    private Optional<String> codeIn(SpecificRecord record) {
        return switch (record) {
            case TicketChanged change when change.getEventId().equals(eventId) -> Optional.of(change.getQrcode());
            case ScanDecided scan when scan.getEventId().equals(eventId) -> Optional.of(scan.getQrcode());
            default -> Optional.empty();
        };
    }

    private void take(int place, long offset, TicketChanged change) {
        Long newRound = change.getAdmissionRound();
        if (newRound != null) {
            beginRound(newRound);
            return;
        }
        FeedTicket before = find(change.getQrcode());
        put(place, offset, before, before.changedBy(change));
    }

    private void take(int place, long offset, ScanDecided scan) {
        if (scan.getAdmissionRound() < round) {
            return;
        }
        FeedTicket before = find(scan.getQrcode());
        if (ScanLog.takesBack(scan)) {
            put(place, offset, before, before.without(Entry.of(scan)));
        } else if (ScanLog.isAdmitted(scan)) {
            put(place, offset, before, before.enteredBy(Entry.of(scan)));
        }
    }

    private FeedTicket find(String qrcode) {
        TicketHash hash = codes.hash(qrcode);
        FeedTicket known = tickets.get(hash);
        return known == null ? FeedTicket.unknown(hash) : known;
    }

    private void put(int place, long offset, FeedTicket before, FeedTicket now) {
        if (now.equals(before)) {
            return;
        }
        tickets.put(now.hash(), now);
        if (now.isToldAs(before)) {
            return;
        }
        // Also where nobody has loaded it yet: another projector may have read the two topics in another order.
        remember(new Change(place, offset, now.hash()));
        if (now.listed()) {
            changesEver++;
            unsealed = true;
        }
    }

    private void remember(Change change) {
        changes.addLast(change);
        if (changes.size() > MOST_CHANGES) {
            Change forgotten = changes.removeFirst();
            forgottenBefore[forgotten.place()] = Math.max(forgottenBefore[forgotten.place()], forgotten.offset() + 1);
        }
    }

    /** Everybody is out again, and every device begins anew. */
    private void beginRound(long newRound) {
        if (newRound <= round) {
            return;
        }
        round = newRound;
        tickets.replaceAll((hash, ticket) -> ticket.inRound(newRound));
        changes.clear();
        System.arraycopy(next, 0, forgottenBefore, 0, next.length);
        changesEver++;
        unsealed = true;
    }

    /** Notes that a partition holds no further records before this offset. */
    synchronized void passed(int place, long offset) {
        unread[place] = Math.max(unread[place], offset);
        next[place] = Math.max(next[place], offset);
    }

    /** Shows all changes since the last seal at once, to all who wait. */
    void seal() {
        if (sealChanges()) {
            wake();
        }
    }

    private synchronized boolean sealChanges() {
        if (!unsealed) {
            return false;
        }
        unsealed = false;
        sealed = Offsets.of(next);
        return true;
    }

    /** Tells all who wait that nothing comes any more. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        wake();
    }

    private void wake() {
        waiting.lock();
        try {
            news.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    /** What has changed since; or why that cannot be told. */
    synchronized Since since(Cursors.Cursor cursor) {
        Optional<Gap> gap = gap(cursor);
        if (gap.isPresent()) {
            return gap.get();
        }
        if (!sealed.areAheadOf(cursor.offsets())) {
            return new Changes(List.of(), cursor);
        }
        Set<TicketHash> changed = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change.offset() >= cursor.offsets().at(change.place())) {
                changed.add(change.ticket());
            }
        }
        List<FeedTicket> now = new ArrayList<>(changed.size());
        changed.forEach(hash -> Optional.ofNullable(tickets.get(hash))
                .filter(FeedTicket::listed)
                .ifPresent(now::add));
        return new Changes(now, shown());
    }

    /** How far changes are shown. */
    synchronized Cursors.Cursor shown() {
        return new Cursors.Cursor(generation(), sealed);
    }

    /** Why changes since cannot be told; empty if they can. */
    synchronized Optional<Gap> gap(Cursors.Cursor cursor) {
        if (cursor.generation() != generation()) {
            return Optional.of(Gap.OTHER_GENERATION);
        }
        Offsets known = Offsets.of(next);
        if (cursor.offsets().areAheadOf(known) || known.areAheadOf(Offsets.of(unread))) {
            return Optional.of(Gap.NOT_YET);
        }
        return Offsets.of(forgottenBefore).areAheadOf(cursor.offsets()) ? Optional.of(Gap.TOO_OLD) : Optional.empty();
    }

    synchronized long generation() {
        return generationOfRound.applyAsLong(round);
    }

    /**
     * Waits until something has changed since, or that cannot be told any more.
     *
     * @return false if nothing has in this time
     */
    boolean awaitChange(Cursors.Cursor cursor, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        waiting.lock();
        try {
            while (!hasNews(cursor)) {
                if (left <= 0) {
                    return false;
                }
                left = news.awaitNanos(left);
            }
            return true;
        } finally {
            waiting.unlock();
        }
    }

    private synchronized boolean hasNews(Cursors.Cursor cursor) {
        return closed || cursor.generation() != generation() || sealed.areAheadOf(cursor.offsets());
    }

    /** All tickets that the organiser has loaded. */
    synchronized Whole whole() {
        List<FeedTicket> listed =
                tickets.values().stream().filter(FeedTicket::listed).toList();
        return new Whole(listed, new Cursors.Cursor(generation(), Offsets.of(next)), changesEver);
    }

    /** All tickets, also what only somebody has come in on. */
    synchronized List<FeedTicket> everything() {
        return List.copyOf(tickets.values());
    }

    synchronized long changesEver() {
        return changesEver;
    }

    /** How long nobody has asked. */
    synchronized Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastAskedNanos);
    }

    synchronized void asked() {
        lastAskedNanos = System.nanoTime();
    }

    String eventId() {
        return eventId;
    }

    TicketCodes codes() {
        return codes;
    }
}
