package io.gatesync.processor.topology;

import static io.gatesync.processor.topology.ForgetEndedEvents.ENTRIES_AT_ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.processor.store.Entries;
import io.gatesync.schemas.TicketChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class ForgetEndedEventsTest {
    private final Map<Bytes, byte[]> kept = new HashMap<>();
    private final Entries entries = Entries.in(kept);
    private final Decider decider = new Decider(entries);
    private long now = Instant.parse("2026-08-01T12:00:00Z").toEpochMilli();
    private Set<String> ended = Set.of();
    private final ForgetEndedEvents forget = new ForgetEndedEvents(() -> ended, decider, entries, 0);

    private void load(String event, int tickets) {
        for (int ticket = 0; ticket < tickets; ticket++) {
            decider.apply(new TicketChanged(event, "T-" + ticket, null, null, null, null, Instant.EPOCH, null))
                    .applyTo(entries);
        }
    }

    private void after(Duration time) {
        now += time.toMillis();
        forget.punctuate(now);
    }

    @Test
    void a_part_is_deleted_at_a_time_until_nothing_is_left() {
        load("over", ENTRIES_AT_ONCE + 10);
        load("running", 5);
        ended = Set.of("over");

        after(ForgetEndedEvents.INTERVAL);
        assertThat(kept).hasSize(10 + 5);
        after(ForgetEndedEvents.INTERVAL);
        assertThat(kept).hasSize(5);
    }

    @Test
    void the_round_of_admissions_goes_with_the_tickets() {
        decider.apply(new TicketChanged("over", "", null, null, null, null, Instant.EPOCH, 7L))
                .applyTo(entries);
        assertThat(kept).hasSize(1);
        ended = Set.of("over");

        after(ForgetEndedEvents.INTERVAL);
        assertThat(kept).isEmpty();
    }

    @Test
    void several_events_may_have_ended() {
        load("over", 3);
        load("also over", 3);
        ended = Set.of("over", "also over", "never there");

        after(ForgetEndedEvents.INTERVAL);
        after(ForgetEndedEvents.INTERVAL);
        after(ForgetEndedEvents.INTERVAL);
        assertThat(kept).isEmpty();
    }

    @Test
    void what_comes_in_after_the_end_is_deleted_later() {
        ended = Set.of("over");
        after(ForgetEndedEvents.INTERVAL);
        load("over", 1);

        after(Duration.ofMinutes(11));
        assertThat(kept).isEmpty();
    }
}
