package io.gatesync.projector.feed;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.outcome;
import static io.gatesync.projector.SampleRecords.undo;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.projector.feed.EventFeed.Changes;
import io.gatesync.projector.feed.EventFeed.Gap;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A device that asks at random moments ends with the tickets that the topics say, whichever projector answers it. */
class EventFeedTest {
    private static final int PARTITIONS = 3;
    private static final int TICKETS = 30;
    private static final int RECORDS = 400;
    private static final TicketCodes CODES = new TicketCodes(new byte[32]);

    private final Random random = Seed.printed().random();
    private long round;
    private final Set<UUID> takenBack = new HashSet<>();
    /** By place among the partitions of both topics. */
    private final List<List<SpecificRecord>> log = IntStream.range(0, 2 * PARTITIONS)
            .<List<SpecificRecord>>mapToObj(place -> new ArrayList<>())
            .toList();

    @RepeatedTest(200)
    void a_device_knows_what_the_topics_say() {
        write(RECORDS);
        EventFeed one = feedFrom(randomOffsets());
        EventFeed two = feedFrom(randomOffsets());
        Device device = new Device();
        for (int step = 0; step < 200; step++) {
            EventFeed at = random.nextBoolean() ? one : two;
            switch (random.nextInt(4)) {
                case 0 -> device.ask(at);
                case 1 -> write(1);
                default -> follow(at);
            }
        }
        List.of(one, two).forEach(this::followToTheEnd);
        device.askUntilItKnows(one);

        assertThat(device.tickets).isEqualTo(expected());
    }

    @Test
    void who_has_missed_too_much_or_is_of_another_round_begins_anew() {
        EventFeed feed = feedFrom(Offsets.of(new long[2 * PARTITIONS]));
        Cursors.Cursor start = feed.whole().reached();
        feed.take(0, 0, ticket("A", TicketStatus.VALID));
        feed.seal();

        assertThat(feed.since(start))
                .isInstanceOfSatisfying(
                        Changes.class,
                        changes -> assertThat(changes.tickets())
                                .extracting(FeedTicket::hash)
                                .containsExactly(CODES.hash("A")));
        assertThat(feed.since(new Cursors.Cursor(start.generation(), Offsets.of(9, 9, 9, 9, 9, 9))))
                .isEqualTo(Gap.NOT_YET);

        feed.take(0, 1, new TicketChanged("e", "", null, null, null, null, NOON, 1L));
        assertThat(feed.since(start)).isEqualTo(Gap.OTHER_GENERATION);

        Cursors.Cursor inRound = feed.whole().reached();
        for (int change = 0; change <= 100_000; change++) {
            feed.take(0, 2 + change, ticket("A", change % 2 == 0 ? TicketStatus.REVOKED : TicketStatus.VALID));
        }
        assertThat(feed.since(inRound)).isEqualTo(Gap.TOO_OLD);
    }

    @Test
    void a_ticket_is_free_again_when_the_last_who_is_in_is_taken_back() {
        EventFeed feed = feedFrom(Offsets.of(new long[2 * PARTITIONS]));
        ScanDecided first = outcome("e", "gate-1", "A", Verdict.SYNCED).build();
        ScanDecided second =
                outcome("e", "gate-2", "A", Verdict.CONFLICT).setAdmitted(true).build();
        feed.take(0, 0, ticket("A", TicketStatus.VALID));
        feed.take(PARTITIONS, 0, first);
        feed.seal();
        Cursors.Cursor used = feed.shown();

        feed.take(PARTITIONS, 1, second);
        feed.seal();
        assertThat(((Changes) feed.since(used)).tickets())
                .as("devices are told of the first only")
                .isEmpty();

        feed.take(PARTITIONS, 2, undo(first, UndoAnswer.UNDONE));
        feed.seal();
        assertThat(((Changes) feed.since(used)).tickets())
                .extracting(FeedTicket::entry)
                .containsExactly(Entry.of(second));

        feed.take(PARTITIONS, 3, undo(second, UndoAnswer.UNDONE));
        feed.seal();
        assertThat(((Changes) feed.since(used)).tickets())
                .extracting(FeedTicket::entry)
                .containsExactly((Entry) null);
    }

    @Test
    void who_waits_is_woken_by_a_change_of_his_event_only() throws Exception {
        EventFeed feed = feedFrom(Offsets.of(new long[2 * PARTITIONS]));
        Cursors.Cursor known = feed.whole().reached();
        feed.take(0, 0, new TicketChanged("another", "A", TicketStatus.VALID, null, null, null, NOON, null));
        feed.seal();
        assertThat(feed.awaitChange(known, Duration.ofMillis(1))).isFalse();

        Thread change = Thread.ofVirtual().start(() -> {
            feed.take(1, 0, ticket("A", TicketStatus.VALID));
            feed.seal();
        });

        assertThat(feed.awaitChange(known, Duration.ofMinutes(1))).isTrue();
        change.join();
    }

    /** As an app keeps them. */
    private static final class Device {
        private final Map<TicketHash, FeedTicket> tickets = new HashMap<>();
        private Cursors.Cursor known;

        void ask(EventFeed feed) {
            feed.seal();
            if (known == null) {
                load(feed);
                return;
            }
            switch (feed.since(known)) {
                case Changes changes -> {
                    changes.tickets().forEach(ticket -> tickets.put(ticket.hash(), ticket.told()));
                    known = changes.reached();
                }
                case Gap.NOT_YET -> {} // It asks again.
                case Gap gap -> load(feed);
            }
        }

        private void load(EventFeed feed) {
            EventFeed.Whole whole = feed.whole();
            tickets.clear();
            whole.tickets().forEach(ticket -> tickets.put(ticket.hash(), ticket.told()));
            known = whole.reached();
        }

        void askUntilItKnows(EventFeed feed) {
            ask(feed);
            ask(feed);
        }
    }

    private void write(int records) {
        for (int record = 0; record < records; record++) {
            int code = random.nextInt(TICKETS);
            int partition = code % PARTITIONS;
            int kind = random.nextInt(40);
            if (kind == 0) {
                reset();
            } else if (kind < 6) {
                log.get(partition)
                        .add(new TicketChanged(
                                "another", "Q" + code, TicketStatus.VALID, null, null, null, NOON, null));
            } else if (kind < 20) {
                log.get(partition)
                        .add(ticket("Q" + code, random.nextInt(3) == 0 ? TicketStatus.REVOKED : TicketStatus.VALID));
            } else if (kind < 26) {
                takeBack(log.get(PARTITIONS + partition));
            } else {
                log.get(PARTITIONS + partition).add(scan(code));
            }
        }
    }

    private void reset() {
        round++;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.get(partition).add(new TicketChanged("e", "", null, null, null, null, NOON, round));
        }
    }

    private static TicketChanged ticket(String code, TicketStatus status) {
        return new TicketChanged("e", code, status, "Day", null, null, NOON, null);
    }

    private SpecificRecord scan(int code) {
        Verdict[] verdicts = {Verdict.SYNCED, Verdict.CONFLICT, Verdict.TICKET_NOT_FOUND};
        boolean late = random.nextInt(10) == 0;
        return outcome("e", "gate-" + random.nextInt(5), "Q" + code, verdicts[random.nextInt(verdicts.length)])
                .setScanId(new UUID(random.nextLong(), random.nextLong()))
                .setAdmitted(random.nextBoolean() ? null : random.nextBoolean())
                .setAdmissionRound(late ? Math.max(0, round - 1) : round)
                .build();
    }

    /** One of the last scans of a partition, once: as the processor answers it. */
    private void takeBack(List<SpecificRecord> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        int last = outcomes.size() - 1;
        ScanDecided scan = (ScanDecided) outcomes.get(last - random.nextInt(Math.min(outcomes.size(), 5)));
        if (scan.getUndo() == null && takenBack.add(scan.getScanId())) {
            outcomes.add(undo(scan, UndoAnswer.UNDONE));
        }
    }

    private Offsets randomOffsets() {
        return Offsets.of(log.stream()
                .mapToLong(partition -> random.nextInt(partition.size() + 1))
                .toArray());
    }

    /** From what the tables show at these offsets. */
    private EventFeed feedFrom(Offsets offsets) {
        EventFeed folded = new EventFeed(
                "e", CODES, generation -> generation, new Snapshot(Offsets.of(new long[2 * PARTITIONS]), 0, Map.of()));
        for (int place = 0; place < log.size(); place++) {
            for (int offset = 0; offset < offsets.at(place); offset++) {
                folded.take(place, offset, log.get(place).get(offset));
            }
        }
        Map<TicketHash, FeedTicket> tickets =
                folded.everything().stream().collect(Collectors.toMap(FeedTicket::hash, Function.identity()));
        return new EventFeed("e", CODES, generation -> generation, new Snapshot(offsets, folded.generation(), tickets));
    }

    /** Shows some records, perhaps some that it has seen. */
    private void follow(EventFeed feed) {
        int place = random.nextInt(log.size());
        long next = feed.unread().at(place);
        long from = Math.max(0, next - random.nextInt(5));
        long end = Math.min(log.get(place).size(), next + random.nextInt(20));
        for (long offset = from; offset < end; offset++) {
            feed.take(place, offset, log.get(place).get((int) offset));
        }
    }

    private void followToTheEnd(EventFeed feed) {
        for (int place = 0; place < log.size(); place++) {
            for (long offset = feed.unread().at(place); offset < log.get(place).size(); offset++) {
                feed.take(place, offset, log.get(place).get((int) offset));
            }
        }
    }

    /** The plain fold: tickets first, then resets, then scans. */
    private Map<TicketHash, FeedTicket> expected() {
        Map<TicketHash, FeedTicket> expected = new HashMap<>();
        for (List<SpecificRecord> partition : log.subList(0, PARTITIONS)) {
            for (SpecificRecord record : partition) {
                TicketChanged change = (TicketChanged) record;
                if (change.getEventId().equals("e") && change.getAdmissionRound() == null) {
                    TicketHash hash = CODES.hash(change.getQrcode());
                    expected.merge(
                            hash,
                            FeedTicket.unknown(hash).changedBy(change),
                            (before, now) -> before.changedBy(change));
                }
            }
        }
        for (List<SpecificRecord> partition : log.subList(PARTITIONS, 2 * PARTITIONS)) {
            for (SpecificRecord record : partition) {
                ScanDecided scan = (ScanDecided) record;
                boolean cameIn = scan.getAdmitted() == null ? scan.getVerdict() == Verdict.SYNCED : scan.getAdmitted();
                if (scan.getAdmissionRound() == round && scan.getUndo() != null) {
                    expected.computeIfPresent(
                            CODES.hash(scan.getQrcode()), (hash, ticket) -> ticket.without(Entry.of(scan)));
                } else if (scan.getAdmissionRound() == round && cameIn) {
                    expected.computeIfPresent(
                            CODES.hash(scan.getQrcode()), (hash, ticket) -> ticket.enteredBy(Entry.of(scan)));
                }
            }
        }
        expected.replaceAll((hash, ticket) -> ticket.told());
        return expected;
    }
}
