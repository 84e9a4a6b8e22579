package io.gatesync.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.decision.Decision;
import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.Scan.Holder;
import io.gatesync.processor.decision.ScanTime;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketChanges;
import io.gatesync.processor.decision.Undo;
import io.gatesync.processor.decision.UndoAnswer;
import io.gatesync.processor.decision.UndoDecision;
import io.gatesync.processor.decision.Verdict.Conflict;
import io.gatesync.processor.decision.Verdict.NotFound;
import io.gatesync.processor.decision.Verdict.Synced;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class TicketMemoryTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");
    private static final ScanTime AT_NOON = new ScanTime(NOON, true, Duration.ZERO);
    private static final TicketKey KEY = new TicketKey("open-air", "T-1");
    private static final Ticket DAY = new Ticket("Day", null, "1");

    /** Four bytes in UTF-8; a text of 255 bytes is the longest that the gateway takes. */
    private static final String LONGEST = "😀".repeat(63) + "abc";

    /** The largest record that a producer sends and a topic takes, by default: 1 MiB. */
    private static final long KAFKAS_LIMIT = 1024 * 1024;

    private final CountingEntries store = new CountingEntries();

    /** Counts the bytes of keys and values that are read and written. */
    private static final class CountingEntries implements Entries {
        private final Map<Bytes, byte[]> map = new HashMap<>();
        private final Entries entries = Entries.in(map);
        private long bytesMoved;

        @Override
        public byte[] get(Bytes key) {
            return counted(key, entries.get(key));
        }

        @Override
        public void put(Bytes key, byte[] value) {
            entries.put(key, counted(key, value));
        }

        @Override
        public List<Bytes> keys(Bytes prefix, int atMost) {
            return entries.keys(prefix, atMost);
        }

        private byte[] counted(Bytes key, byte[] value) {
            bytesMoved += key.get().length + (value == null ? 0 : value.length);
            return value;
        }

        private long largest() {
            return map.entrySet().stream()
                    .mapToLong(entry -> entry.getKey().get().length + entry.getValue().length)
                    .max()
                    .orElse(0);
        }
    }

    private Decision arrives(TicketKey key, Scan scan) {
        TicketMemory ticket = TicketMemory.of(key, store);
        Decision decision = FirstScanWins.decide(ticket.state(), ticket.verdictOn(scan), scan);
        ticket.after(scan, decision).applyTo(store);
        return decision;
    }

    private void issued(TicketKey key, Ticket printed) {
        TicketMemory ticket = TicketMemory.of(key, store);
        ticket.after(TicketChanges.issue(ticket.state(), printed)).applyTo(store);
    }

    private static Scan scan(String device) {
        return scan(device, 0);
    }

    private static Scan scan(String device, long round) {
        return new Scan(UUID.randomUUID(), true, device, AT_NOON, Holder.WAITS, round, false);
    }

    @Test
    void a_resend_gets_the_verdict_that_it_had() {
        Scan early = scan("north");
        assertThat(arrives(KEY, early).verdict()).isEqualTo(new NotFound());
        issued(KEY, DAY);
        Scan first = scan("south");
        Scan second = scan("west");
        arrives(KEY, first);
        Decision conflict = arrives(KEY, second);

        assertThat(arrives(KEY, early)).isEqualTo(replay(KEY, new NotFound()));
        assertThat(arrives(KEY, first)).isEqualTo(replay(KEY, new Synced(DAY)));
        assertThat(arrives(KEY, second)).isEqualTo(replay(KEY, conflict.verdict()));
    }

    private Decision replay(TicketKey key, io.gatesync.processor.decision.Verdict verdict) {
        return new Decision(TicketMemory.of(key, store).state(), verdict, true, 0, false);
    }

    /** The ticket's state holds one admission only. */
    @Test
    void the_admission_of_a_rehearsal_is_remembered_when_another_takes_its_place() {
        issued(KEY, DAY);
        Scan rehearsed = scan("north");
        arrives(KEY, rehearsed);
        Scan real = scan("south", 1);
        arrives(KEY, real);

        assertThat(arrives(KEY, rehearsed)).isEqualTo(replay(KEY, new Synced(DAY)));
        assertThat(arrives(KEY, real).round()).isEqualTo(1);
        assertThat(arrives(KEY, scan("west", 1)).verdict()).isInstanceOf(Conflict.class);
    }

    private UndoAnswer takesBack(Scan scan) {
        TicketMemory ticket = TicketMemory.of(KEY, store);
        UndoDecision decision =
                FirstScanWins.undo(ticket.state(), ticket.verdictOn(scan), new Undo(scan, NOON.plusSeconds(5)));
        if (decision.answer() == UndoAnswer.UNDONE) {
            ticket.afterUndo(scan, decision.verdict().orElseThrow(), decision.state())
                    .applyTo(store);
        }
        return decision.answer();
    }

    @Test
    void an_admission_that_was_taken_back_is_remembered_beside_the_next() {
        issued(KEY, DAY);
        Scan first = scan("north");
        arrives(KEY, first);
        assertThat(takesBack(first)).isEqualTo(UndoAnswer.UNDONE);

        Decision again = arrives(KEY, first);
        assertThat(again.verdict()).isEqualTo(new Synced(DAY));
        assertThat(again.undone()).isTrue();
        assertThat(again.state().entries()).isEmpty();
        Scan second = scan("south");
        assertThat(arrives(KEY, second).replayed()).isFalse();
        assertThat(takesBack(first)).isEqualTo(UndoAnswer.UNDONE_BEFORE);
        assertThat(arrives(KEY, first).state().first()).map(FirstScan::scanId).contains(second.id());
    }

    /** It has a slot of its own already. */
    @Test
    void an_entry_that_was_taken_back_takes_up_no_more_than_before() {
        Scan early = new Scan(UUID.randomUUID(), true, "north", AT_NOON, Holder.LET_IN, 0, false);
        arrives(KEY, early);
        int entries = store.map.size();
        assertThat(takesBack(early)).isEqualTo(UndoAnswer.UNDONE);

        assertThat(store.map).hasSize(entries);
        assertThat(arrives(KEY, early).verdict()).isEqualTo(new NotFound());
        assertThat(arrives(KEY, early).undone()).isTrue();
    }

    /** However many let somebody in on it, the ticket's entry stays small. */
    @Test
    void only_so_many_entries_are_kept_of_one_ticket() {
        issued(KEY, DAY);
        Scan first = scan("north");
        arrives(KEY, first);
        for (int i = 0; i < 100; i++) {
            arrives(KEY, new Scan(UUID.randomUUID(), true, "south", AT_NOON, Holder.LET_IN, 0, false));
        }

        assertThat(TicketMemory.of(KEY, store).state().entries()).hasSize(5);
        assertThat(store.largest()).isLessThan(1_000);
        assertThat(takesBack(first)).isEqualTo(UndoAnswer.TOO_MANY_IN);
    }

    @Test
    void a_scan_without_an_id_of_its_own_is_not_remembered() {
        Scan scan = new Scan(UUID.randomUUID(), false, "north", AT_NOON, Holder.LET_IN, 0, false);
        arrives(KEY, scan);
        issued(KEY, DAY);

        assertThat(arrives(KEY, scan).verdict()).isEqualTo(new Synced(DAY));
    }

    /** A ticket's history that grew with each scan once outgrew Kafka's largest record, and ended the service for good. */
    @Test
    void a_scan_moves_as_few_bytes_as_the_first_whatever_came_before_it() {
        issued(KEY, DAY);
        arrives(KEY, scan("north"));
        long afterTheFirst = bytesMovedBy(() -> arrives(KEY, scan("south")));

        for (int i = 0; i < 3 * TicketMemory.MAX_VERDICTS; i++) {
            arrives(KEY, scan("south"));
        }

        // The counters in the ticket's entry take a few bytes more, and the oldest verdict is deleted.
        assertThat(bytesMovedBy(() -> arrives(KEY, scan("south")))).isLessThan(2 * afterTheFirst);
        assertThat(store.map.size()).isEqualTo(1 + 2 * TicketMemory.MAX_VERDICTS);
    }

    private long bytesMovedBy(Runnable work) {
        long before = store.bytesMoved;
        work.run();
        return store.bytesMoved - before;
    }

    @Test
    void the_oldest_verdict_is_forgotten_and_the_admission_never() {
        issued(KEY, DAY);
        Scan first = scan("north");
        arrives(KEY, first);
        Scan oldest = scan("south");
        Scan second = scan("south");
        arrives(KEY, oldest);
        arrives(KEY, second);
        for (int i = 2; i < TicketMemory.MAX_VERDICTS + 1; i++) {
            arrives(KEY, scan("west"));
        }

        assertThat(arrives(KEY, second).replayed()).isTrue();
        assertThat(arrives(KEY, first)).isEqualTo(replay(KEY, new Synced(DAY)));
        assertThat(arrives(KEY, oldest).replayed()).isFalse();
        assertThat(arrives(KEY, oldest).verdict()).isInstanceOf(Conflict.class);
    }

    @Test
    void the_largest_entry_that_the_limits_allow_is_small() {
        TicketKey key = new TicketKey(LONGEST, LONGEST);
        issued(key, new Ticket(LONGEST, LONGEST, LONGEST));
        arrives(key, scan(LONGEST));
        arrives(key, scan(LONGEST.replace('a', 'b')));

        assertThat(store.largest()).isBetween(1_500L, KAFKAS_LIMIT / 100);
    }

    @Test
    void tickets_with_similar_names_are_kept_apart() {
        TicketKey[] keys = {
            new TicketKey("a", "bc"), new TicketKey("ab", "c"), new TicketKey("", "abc"), new TicketKey("ä", "€😀")
        };
        for (TicketKey key : keys) {
            issued(key, DAY);
            assertThat(arrives(key, scan("north")).verdict()).isEqualTo(new Synced(DAY));
        }
    }
}
