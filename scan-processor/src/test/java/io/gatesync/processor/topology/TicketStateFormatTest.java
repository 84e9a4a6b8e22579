package io.gatesync.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.decision.FirstScanWins;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.Ticket;
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

    @Test
    void everyStateIsReadAsItWasWritten() {
        List<TicketState> life = new ArrayList<>(List.of(TicketState.initial()));
        life.add(scanned(life.getLast(), "north"));
        life.add(FirstScanWins.issue(life.getLast(), TICKET));
        life.add(scanned(life.getLast(), "north"));
        life.add(scanned(life.getLast(), "north"));
        life.add(scanned(life.getLast(), "south"));
        life.add(FirstScanWins.revoke(life.getLast(), TICKET));
        life.add(scanned(life.getLast(), "south"));
        life.add(FirstScanWins.revoke(TicketState.initial(), TICKET));

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

    @Test
    void noTwoTicketsShareAKey() {
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
