package io.gatesync.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TicketPlacementTest {
    private static List<ConsumerRecord<byte[], byte[]>> placedFor(int partitions, int tickets) {
        return IntStream.range(0, tickets)
                .mapToObj(number -> ("T-" + number).getBytes(UTF_8))
                .map(key -> ticket(key, KeyPlacement.partitionOf(key, partitions)))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> ticket(byte[] key, int partition) {
        return new ConsumerRecord<>(Topic.TICKETS.topicName(), partition, 0, key, null);
    }

    @Test
    void tickets_that_lie_where_their_keys_belong_are_fine() {
        assertThat(TicketPlacement.placedFor(placedFor(6, 100), 6)).isEmpty();
    }

    @Test
    void a_growth_is_found_by_what_it_was_before() {
        assertThat(TicketPlacement.placedFor(placedFor(6, 100), 12)).hasValue(6);
        assertThat(TicketPlacement.placedFor(placedFor(6, 30), 7)).hasValue(6);
        assertThat(TicketPlacement.placedFor(placedFor(1, 10), 24)).hasValue(1);
    }

    /** They are put aside when they come, and must not keep every later start from succeeding. */
    @Test
    void strange_records_are_no_growth() {
        List<ConsumerRecord<byte[], byte[]>> mostlyFine = new ArrayList<>(placedFor(6, 100));
        placedFor(5, 8).forEach(mostlyFine::add);
        assertThat(TicketPlacement.placedFor(mostlyFine, 6)).isEmpty();
        assertThat(TicketPlacement.placedFor(List.of(ticket("garbage".getBytes(UTF_8), 0)), 6))
                .isEmpty();
    }

    @Test
    void tickets_of_another_partitioner_fit_no_number() {
        List<ConsumerRecord<byte[], byte[]>> scattered = IntStream.range(0, 60)
                .mapToObj(number -> ticket(("T-" + number).getBytes(UTF_8), number % 6))
                .toList();
        assertThat(TicketPlacement.placedFor(scattered, 6)).isEmpty();
    }

    /** Each partition has those, whatever their number. Five rehearsals before the first list must not look like a growth. */
    @Test
    void records_about_every_ticket_tell_nothing() {
        List<ConsumerRecord<byte[], byte[]>> resets = IntStream.range(0, 60)
                .mapToObj(number -> ticket(new byte[0], number % 6))
                .toList();
        List<ConsumerRecord<byte[], byte[]>> tickets = new ArrayList<>(placedFor(6, 100));
        tickets.addAll(resets);

        assertThat(TicketPlacement.placedFor(tickets, 6)).isEmpty();
        assertThat(TicketPlacement.placedFor(tickets, 12)).hasValue(6);
    }

    @Test
    void nothing_is_known_of_an_empty_topic() {
        assertThat(TicketPlacement.placedFor(List.of(), 6)).isEmpty();
    }
}
