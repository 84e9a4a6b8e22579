package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.messaging.Topic;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A gateway that can read no more outcomes must not look alive. */
@RealServers(
        value = {Server.KAFKA, Server.REGISTRY},
        fresh = true)
class DeadOutcomeReaderTest {
    /** A record that no reader with the gateway's heap can hold. */
    private static final int TOO_LARGE_BYTES = GatewayProcess.HEAP_MEGABYTES * 1024 * 1024;

    @Test
    void a_gateway_whose_outcome_reader_dies_says_so_and_exits_with_1(Servers servers) throws Exception {
        RunningGateway.setUp(servers);
        try (GatewayProcess gateway = GatewayProcess.start(servers)) {
            await().until(() -> !gateway.isAlive() || gateway.output().contains("Tomcat started"));

            writeOutcomeThatFitsNoHeap(servers);

            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output())
                    .contains("The outcome reader has died, and the service exits with code 1")
                    .contains("OutOfMemoryError");
        }
    }

    /** Compressed it is small enough for Kafka. */
    private static void writeOutcomeThatFitsNoHeap(Servers servers) throws ExecutionException, InterruptedException {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.bootstrapServers(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                TOO_LARGE_BYTES + 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                2L * TOO_LARGE_BYTES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.SCAN_OUTCOMES.topicName(), new byte[TOO_LARGE_BYTES]))
                    .get();
        }
    }
}
