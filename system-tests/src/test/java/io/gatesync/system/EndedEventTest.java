package io.gatesync.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.localstack.Part;
import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.PartitionReader;
import io.gatesync.messaging.Topic;
import io.gatesync.testing.RawHttp.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** An event that has ended leaves the store and the tables; the others stay. */
@OnRunningStack
class EndedEventTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> TABLES = List.of("offline_tickets", "device_scan_logs", "sync_sessions");

    @Test
    void an_ended_event_leaves_the_store_and_the_tables_also_after_a_restart_and_another_stays(RunningStack stack) {
        Event over = scannedEvent(stack);
        Event running = scannedEvent(stack);
        assertThat(storedOf(over, stack)).isNotEmpty();
        Device late = over.device("phone-1");

        over.close();
        over.end();
        stack.parts().part(Part.PROCESSOR).stop();
        stack.parts().part(Part.PROJECTOR).stop();
        stack.parts().start(Part.PROCESSOR);
        stack.parts().start(Part.PROJECTOR);

        await("the store without the event")
                .atMost(PATIENCE)
                .until(() -> storedOf(over, stack).isEmpty());
        stack.awaitGuarantees();
        assertThat(TABLES)
                .allSatisfy(table -> assertThat(over.rows(table, "true")).isZero());
        assertThat(TABLES)
                .allSatisfy(table -> assertThat(running.rows(table, "true")).isPositive());
        assertThat(late.upload(Device.scansOf(List.of("T-1"))).status()).isEqualTo(410);
        Answer again = running.device("phone-3").upload(Device.scansOf(List.of("T-1")));
        assertThat(again.json().path("results").path(0).path("sync_status").asString())
                .isEqualTo("conflict");
    }

    private static Event scannedEvent(RunningStack stack) {
        Event event = stack.newEvent(new Tickets(20));
        event.device("phone-1").uploadUntilDecided(Device.scansOf(List.of("T-1", "T-2", "forged")));
        event.device("phone-2").uploadUntilDecided(Device.scansOf(List.of("T-1")));
        stack.awaitGuarantees();
        return event;
    }

    /** The keys of an event's entries, as the changelog of the store has them. */
    private static Set<String> storedOf(Event event, RunningStack stack) {
        Set<String> keys = new HashSet<>();
        var properties = KafkaClientProperties.of(
                stack.parts().bootstrapServers(), stack.parts().registryUrl());
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            PartitionReader reader = new PartitionReader(consumer);
            consumer.partitionsFor(Topic.TICKET_STORE.topicName()).forEach(info -> {
                TopicPartition partition = new TopicPartition(info.topic(), info.partition());
                reader.read(partition, reader.begin(partition), reader.end(partition), entry -> {
                    String key = new String(entry.key(), UTF_8);
                    if (key.contains(event.id())) {
                        if (entry.value() == null) {
                            keys.remove(key);
                        } else {
                            keys.add(key);
                        }
                    }
                });
            });
        }
        return keys;
    }
}
