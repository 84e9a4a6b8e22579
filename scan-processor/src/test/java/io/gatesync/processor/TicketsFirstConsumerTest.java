package io.gatesync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tickets are written while the consumer is not to fetch them, as Kafka Streams has enough of them; then a scan. */
@RealServers(value = Server.KAFKA, fresh = true)
class TicketsFirstConsumerTest {
    private static final int LATER_TICKETS = 10;
    private static final TopicPartition TICKETS = new TopicPartition(Topic.TICKETS.topicName(), 0);
    private static final TopicPartition SCANS = new TopicPartition(Topic.SCANS.topicName(), 0);

    private Map<String, Object> config;
    private Admin admin;
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void createTopics(Servers servers) throws Exception {
        config = Map.of("bootstrap.servers", servers.bootstrapServers(), "isolation.level", "read_committed");
        admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        List<NewTopic> topics =
                List.of(new NewTopic(TICKETS.topic(), 1, (short) 1), new NewTopic(SCANS.topic(), 1, (short) 1));
        admin.createTopics(topics).all().get();
    }

    @AfterEach
    void deleteTopics() throws Exception {
        producer.close();
        admin.deleteTopics(List.of(TICKETS.topic(), SCANS.topic())).all().get();
        admin.close();
    }

    @Test
    void with_a_scan_comes_the_number_of_tickets_that_were_written_before() throws Exception {
        try (Consumer<byte[], byte[]> consumer = new TicketsFirstConsumer(config, admin)) {
            takeAScanBehindUnfetchedTickets(consumer);

            assertThat(consumer.currentLag(TICKETS)).hasValue(LATER_TICKETS);

            consumer.resume(List.of(TICKETS));
            awaitNext(consumer, TICKETS, LATER_TICKETS);
            assertThat(consumer.currentLag(TICKETS)).hasValue(0);
        }
    }

    private void takeAScanBehindUnfetchedTickets(Consumer<byte[], byte[]> consumer) throws Exception {
        consumer.assign(List.of(TICKETS, SCANS));
        consumer.seekToBeginning(List.of(TICKETS, SCANS));
        write(TICKETS);
        awaitNext(consumer, TICKETS, 1);
        consumer.pause(List.of(TICKETS));
        for (int ticket = 0; ticket < LATER_TICKETS; ticket++) {
            write(TICKETS);
        }
        write(SCANS);
        awaitNext(consumer, SCANS, 1);
    }

    private void write(TopicPartition to) throws Exception {
        producer.send(new ProducerRecord<>(to.topic(), to.partition(), null, "record".getBytes(UTF_8)))
                .get();
    }

    private static void awaitNext(Consumer<byte[], byte[]> consumer, TopicPartition of, int count) {
        List<Object> taken = new ArrayList<>();
        await().pollInSameThread().until(() -> {
            taken.addAll(consumer.poll(Duration.ofMillis(100)).records(of));
            return taken.size() >= count;
        });
    }
}
