package io.gatesync.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class EventMemoryTest {
    private static final String EVENT = "open-air";

    private final Map<Bytes, byte[]> kept = new HashMap<>();
    private final Entries entries = Entries.in(kept);
    private final EventMemory events = new EventMemory(entries);

    @Test
    void a_round_is_the_one_that_began_last_also_for_whoever_starts_later() {
        assertThat(events.round(EVENT)).isZero();
        events.begin(7, EVENT).applyTo(entries);
        assertThat(events.round(EVENT)).isEqualTo(7);
        events.begin(5, EVENT).applyTo(entries);

        assertThat(events.round(EVENT)).isEqualTo(7);
        assertThat(new EventMemory(entries).round(EVENT)).isEqualTo(7);
        assertThat(events.round("another event")).isZero();
    }

    @Test
    void an_event_that_is_forgotten_is_in_no_round() {
        events.begin(7, EVENT).applyTo(entries);
        assertThat(events.round(EVENT)).isEqualTo(7);
        events.forget(EVENT, 10).applyTo(entries);

        assertThat(events.round(EVENT)).isZero();
        assertThat(kept).isEmpty();
    }

    @Test
    void the_store_is_asked_once_for_an_event_and_again_when_very_many_were_asked_for() {
        events.round(EVENT);
        kept.put(EntryKeys.round(EVENT), new byte[Long.BYTES - 1]); // Would fail to be read.
        assertThat(events.round(EVENT)).isZero();

        kept.put(EntryKeys.round(EVENT), new byte[] {0, 0, 0, 0, 0, 0, 0, 9});
        for (int i = 0; i < 2_000; i++) {
            events.round("event " + i);
        }
        assertThat(events.round(EVENT)).isEqualTo(9);
    }
}
