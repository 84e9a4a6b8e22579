package io.gatesync.gateway.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.gateway.ticketlist.Notice;
import io.gatesync.gateway.ticketlist.Notices;
import io.gatesync.gateway.ticketlist.TicketRow;
import io.gatesync.testing.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list beside the tickets that the event has. */
class ComparisonTest {
    private final Comparison comparison = new Comparison();
    private final Notices notices = new Notices(10);
    private final List<TicketRow.Ticket> changes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private long line = 1;

    @AfterEach
    void close() {
        comparison.close();
    }

    @Test
    void each_ticket_is_one_of_new_changed_restored_revoked_and_unchanged() {
        has("same", "VIP", false);
        has("changed", "VIP", false);
        has("emptied", "VIP", false);
        has("restored", "VIP", true);
        has("revoked", "VIP", false);
        has("stays revoked", "VIP", true);
        has("missing", "VIP", false);
        has("missing and revoked", "VIP", true);
        lists("new", "VIP", null);
        lists("same", "VIP", null);
        lists("changed", "Day", null);
        lists("emptied", "", null);
        lists("restored", "VIP", false);
        lists("revoked", null, true);
        lists("stays revoked", "VIP", null);

        Counts counts = compare();

        assertThat(counts).isEqualTo(new Counts(7, 1, 2, 1, 1, 2, 1, 1, 5, 0, 0));
        assertThat(changes)
                .extracting(TicketRow.Ticket::qrcode)
                .containsExactlyInAnyOrder("new", "changed", "emptied", "restored", "revoked");
        assertThat(missing).containsExactly("missing");
    }

    @Test
    void what_the_list_does_not_say_is_no_change() {
        has("A", "VIP", true);
        lists("A", null, null);

        assertThat(compare().unchanged()).isEqualTo(1);
        assertThat(changes).isEmpty();
    }

    @Test
    void rows_of_one_code_become_one_change_and_the_last_counts() {
        lists("A", "VIP", null);
        lists("A", "VIP", null);
        lists("B", "VIP", null);
        lists("B", null, true);
        lists("B", "Day", null);

        Counts counts = compare();

        assertThat(counts.tickets()).isEqualTo(2);
        assertThat(counts.repeated()).isEqualTo(2);
        assertThat(counts.repeatedDiffering()).isEqualTo(1);
        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new TicketRow.Ticket(2, "A", "VIP", null, null, null),
                        new TicketRow.Ticket(5, "B", "Day", null, null, true));
        assertThat(notices.listed())
                .containsExactly(
                        new Notice(4, "The code B stands on line 3 already, with other content. The last one counts."),
                        new Notice(5, "The code B stands on line 4 already, with other content. The last one counts."));
    }

    @Test
    void without_the_events_tickets_all_that_the_list_says_is_given() {
        has("A", "VIP", false);
        lists("A", "VIP", null);
        lists("B", "VIP", null);

        Counts counts = comparison.run(sink(), notices);

        assertThat(counts).isEqualTo(new Counts(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(changes).hasSize(2);
        assertThat(missing).isEmpty();
    }

    /** Compares random lists with what a map in memory says, with more tickets than fit into the blocks that are held. */
    @Test
    void many_tickets_come_out_as_in_memory() {
        Random random = Seed.printed().random();
        Map<String, CurrentTicket> before = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            CurrentTicket ticket = new CurrentTicket(
                    "ticket-" + random.nextInt(80_000),
                    "t" + random.nextInt(3),
                    "x".repeat(40),
                    "ü",
                    random.nextBoolean());
            before.put(ticket.qrcode(), ticket);
        }
        try (Comparison fresh = new Comparison()) {
            before.values().forEach(fresh::add);
            fresh.currentIsComplete();
            Map<String, String> listed = new TreeMap<>();
            for (int i = 0; i < 60_000; i++) {
                String code = "ticket-" + random.nextInt(80_000);
                String type = "t" + random.nextInt(3);
                listed.put(code, type);
                fresh.add(new TicketRow.Ticket(i, code, type, null, "ü", null));
            }
            Map<String, String> changed = new TreeMap<>();
            List<String> absent = new ArrayList<>();

            Counts counts = fresh.run(
                    new Comparison.Sink() {
                        @Override
                        public void change(TicketRow.Ticket ticket) {
                            assertThat(changed.put(ticket.qrcode(), ticket.type()))
                                    .isNull();
                        }

                        @Override
                        public void missing(String qrcode) {
                            absent.add(qrcode);
                        }
                    },
                    new Notices(0));

            Map<String, String> expected = new TreeMap<>(listed);
            expected.entrySet()
                    .removeIf(entry -> before.containsKey(entry.getKey())
                            && before.get(entry.getKey()).type().equals(entry.getValue()));
            assertThat(changed).isEqualTo(expected);
            assertThat(absent)
                    .containsExactlyInAnyOrderElementsOf(before.values().stream()
                            .filter(ticket -> !ticket.revoked() && !listed.containsKey(ticket.qrcode()))
                            .map(CurrentTicket::qrcode)
                            .toList());
            assertThat(counts.tickets()).isEqualTo(listed.size());
            assertThat(counts.added() + counts.changed() + counts.unchanged()).isEqualTo(listed.size());
        }
    }

    private void has(String qrcode, String type, boolean revoked) {
        comparison.add(new CurrentTicket(qrcode, type, "", "", revoked));
    }

    private void lists(String qrcode, @Nullable String type, @Nullable Boolean revoked) {
        comparison.add(new TicketRow.Ticket(line++, qrcode, type, null, null, revoked));
    }

    private Counts compare() {
        comparison.currentIsComplete();
        return comparison.run(sink(), notices);
    }

    private Comparison.Sink sink() {
        return new Comparison.Sink() {
            @Override
            public void change(TicketRow.Ticket ticket) {
                changes.add(ticket);
            }

            @Override
            public void missing(String qrcode) {
                missing.add(qrcode);
            }
        };
    }
}
