package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.schemas.EventAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that takes the connection and never answers, behind the vendor's own deserializer. */
class SilentRegistryTest {
    private static final byte[] VALUE = {0, 0, 0, 0, 7, 1, 2, 3};

    @Test
    @Timeout(60) // Without the decoder's own bound this test would never end.
    void the_decoder_gives_up_waiting_and_says_that_the_registry_does_not_answer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RecordDecoder decoder = new RecordDecoder(deserializer(silent), id -> true, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> decoder.decode(Topic.EVENTS, new RecordHeaders(), VALUE, EventAccess.class))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("has not sent schema 7");
        }
    }

    private static Deserializer<?> deserializer(ServerSocket registry) throws IOException, ClassNotFoundException {
        Map<String, Object> properties = KafkaClientProperties.of(
                "nowhere:1",
                "http://%s:%d".formatted(registry.getInetAddress().getHostAddress(), registry.getLocalPort()));
        Deserializer<?> deserializer = Utils.newInstance(
                String.valueOf(properties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG)), Deserializer.class);
        deserializer.configure(properties, false);
        return deserializer;
    }
}
