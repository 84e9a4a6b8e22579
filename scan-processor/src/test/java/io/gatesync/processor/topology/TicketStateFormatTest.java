package io.gatesync.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.Ticket;
import io.gatesync.processor.decision.TicketChanges;
import io.gatesync.processor.decision.TicketState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class TicketStateFormatTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00.123Z");
    private static final Ticket TICKET = new Ticket("VIP", null, "A-17");
    private static final String WRITTEN_BY_THE_FIRST_BUILD =
            "c3010f36115c315a0b5701020206564950000208412d3137024830303030303030302d303030302d303030302d303030302d"
                    + "3030303030303030303030320a6e6f727468c6f9ccfde4670a4830303030303030302d303030302d303030302d303030302d"
                    + "3030303030303030303030310a6e6f727468060000004830303030303030302d303030302d303030302d303030302d303030"
                    + "3030303030303030320a6e6f72746800020206564950000208412d313700004830303030303030302d303030302d30303030"
                    + "2d303030302d3030303030303030303030330a6e6f72746802020206564950000208412d3137024830303030303030302d30"
                    + "3030302d303030302d303030302d3030303030303030303030320a6e6f727468c6f9ccfde467004830303030303030302d30"
                    + "3030302d303030302d303030302d3030303030303030303030340a736f75746804020206564950000208412d313702483030"
                    + "3030303030302d303030302d303030302d303030302d3030303030303030303030320a6e6f727468c6f9ccfde46701483030"
                    + "3030303030302d303030302d303030302d303030302d3030303030303030303030350a736f75746808020206564950000208"
                    + "412d3137000000";

    @Test
    void every_state_is_read_as_it_was_written() {
        List<TicketState> life = new ArrayList<>(List.of(TicketState.initial()));
        life.add(scanned(life.getLast(), "north"));
        life.add(TicketChanges.issue(life.getLast(), TICKET));
        life.add(scanned(life.getLast(), "north"));
        life.add(scanned(life.getLast(), "north"));
        life.add(scanned(life.getLast(), "south"));
        life.add(TicketChanges.revoke(life.getLast(), TICKET));
        life.add(scanned(life.getLast(), "south"));
        life.add(TicketChanges.revoke(TicketState.initial(), TICKET));

        Serde<TicketState> serde = TicketStateFormat.serde();
        assertThat(life)
                .allSatisfy(state -> assertThat(serde.deserializer()
                                .deserialize("changelog", serde.serializer().serialize("changelog", state)))
                        .isEqualTo(state));
    }

    private static TicketState scanned(TicketState state, String device) {
        return FirstScanWins.decide(state, new Scan(UUID.randomUUID(), true, device, NOON))
                .state();
    }

    /** The store of a running system holds such bytes; a build that reads them otherwise forgets or invents admissions. */
    @Test
    void what_the_first_build_wrote_is_read_and_written_as_then() {
        TicketState expected = scanned(TicketState.initial(), 1, "north", NOON);
        expected = TicketChanges.issue(expected, TICKET);
        expected = scanned(expected, 2, "north", NOON.plusSeconds(1));
        expected = scanned(expected, 3, "north", NOON.plusSeconds(2));
        expected = scanned(expected, 4, "south", NOON.minusSeconds(60));
        expected = TicketChanges.revoke(expected, TICKET);
        expected = scanned(expected, 5, "south", NOON.plusSeconds(4));

        assertThat(expected.history().entries())
                .extracting(entry -> entry.verdict().getClass().getSimpleName())
                .containsExactly("NotFound", "Synced", "Duplicate", "Conflict", "TicketRevoked");
        Serde<TicketState> serde = TicketStateFormat.serde();
        byte[] written = HexFormat.of().parseHex(WRITTEN_BY_THE_FIRST_BUILD);
        assertThat(serde.deserializer().deserialize("changelog", written)).isEqualTo(expected);
        assertThat(serde.serializer().serialize("changelog", expected)).isEqualTo(written);
    }

    private static TicketState scanned(TicketState state, long scanId, String device, Instant at) {
        return FirstScanWins.decide(state, new Scan(new UUID(0, scanId), true, device, at))
                .state();
    }

    @Test
    void no_two_tickets_share_a_key() {
        Serde<TicketKey> serde = TicketKey.serde();
        List<TicketKey> keys = List.of(
                new TicketKey("a", "bc"),
                new TicketKey("ab", "c"),
                new TicketKey("", "abc"),
                new TicketKey("ä", "€😀"));

        assertThat(keys.stream()
                        .map(key -> HexFormat.of().formatHex(serde.serializer().serialize("changelog", key)))
                        .distinct())
                .hasSize(keys.size());
        assertThat(keys)
                .allSatisfy(key -> assertThat(serde.deserializer()
                                .deserialize("changelog", serde.serializer().serialize("changelog", key)))
                        .isEqualTo(key));
    }
}
