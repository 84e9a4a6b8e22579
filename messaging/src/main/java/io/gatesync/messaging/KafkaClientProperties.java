package io.gatesync.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The properties of Kafka clients that read and write GateSync's records, for programs without Spring. */
public final class KafkaClientProperties {
    private static final String FILE = "/gatesync-kafka.properties";
    private static final String REGISTRY_PLACEHOLDER = "${gatesync.registry.url}";
    private static final String CLIENT_PREFIX = "spring.kafka.properties.";

    private KafkaClientProperties() {}

    /**
     * The properties that {@code gatesync-kafka.properties} gives to every client, for this cluster and registry. Fits
     * consumers, producers and {@link RecordDecoder#configuredBy}; key serializers are up to the caller.
     *
     * @param bootstrapServers of Kafka
     * @param registryUrl the schema registry's URL, without a path
     */
    public static Map<String, Object> of(String bootstrapServers, String registryUrl) {
        Properties file = load();
        Map<String, Object> properties = new HashMap<>();
        for (String key : file.stringPropertyNames()) {
            if (key.startsWith(CLIENT_PREFIX)) {
                properties.put(
                        key.substring(CLIENT_PREFIX.length()),
                        file.getProperty(key).replace(REGISTRY_PLACEHOLDER, registryUrl));
            }
        }
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                file.getProperty("spring.kafka.producer.value-serializer"));
        properties.put(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                file.getProperty("spring.kafka.consumer.value-deserializer"));
        return properties;
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = KafkaClientProperties.class.getResourceAsStream(FILE)) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
