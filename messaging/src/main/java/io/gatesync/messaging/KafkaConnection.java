package io.gatesync.messaging;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How a client reaches Kafka and shows who it is: what all clients of a program have in common, whatever they read or write. A
 * client that is configured without it reaches no cluster that asks for TLS or SASL.
 */
public final class KafkaConnection {
    /** Of the keys in Kafka's documentation of clients that are about TLS, SASL and the choice between them. */
    private static final List<String> SECURITY = List.of("security.", "ssl.", "sasl.");

    private KafkaConnection() {}

    /**
     * The part of a client's properties that is about the connection; fits producers, consumers, {@code Admin} and Kafka Streams.
     *
     * @param client of any client, with {@code bootstrap.servers}
     */
    public static Map<String, Object> of(Map<String, ?> client) {
        Map<String, Object> connection = new HashMap<>();
        connection.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                requireNonNull(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
        client.forEach((key, value) -> {
            if (SECURITY.stream().anyMatch(key::startsWith)) {
                connection.put(key, value);
            }
        });
        return connection;
    }
}
