package io.gatesync.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** An offset that was found is committed only when nobody decides any more: whoever does knows better where it is. */
@RealServers(value = Server.KAFKA, fresh = true)
class ProcessorGroupTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic-" + UUID.randomUUID(), 0);
    private static final Map<TopicPartition, OffsetAndMetadata> FOUND = Map.of(PARTITION, new OffsetAndMetadata(0));

    @Test
    void nothing_is_committed_while_another_instance_runs_and_its_end_is_awaited(Servers servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
            ProcessorGroup group = new ProcessorGroup(admin);
            AtomicInteger asked = new AtomicInteger();
            CompletableFuture<Boolean> superfluous;
            try (KafkaConsumer<byte[], byte[]> other = member(servers)) {
                await().pollInSameThread().until(() -> {
                    other.poll(Duration.ofMillis(100));
                    return group.hasMembers();
                });
                assertThat(group.commit(FOUND)).isFalse();
                superfluous = CompletableFuture.supplyAsync(
                        () -> group.awaitNoMembersUnless(() -> asked.incrementAndGet() < 0, "stop the other"));
                await().until(() -> asked.get() >= 2);
                assertThat(superfluous).isNotDone();
            }

            assertThat(superfluous.get(1, TimeUnit.MINUTES)).isFalse();
            assertThat(group.commit(FOUND)).isTrue();
            assertThat(group.offsets()).isEqualTo(FOUND);
        }
    }

    private static KafkaConsumer<byte[], byte[]> member(Servers servers) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        Topic.PROCESSOR_GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(PARTITION.topic()));
        return consumer;
    }
}
