package io.gatesync.setup;

import io.gatesync.messaging.JvmSettings;
import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.Retention;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.messaging.TopicLayoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set-up step of a deployment: registers the schemas, then creates the topics. May run any number of times; changes
 * nothing that is as it should be.
 *
 * @param bootstrapServers of Kafka
 * @param registryUrl without a path
 * @param partitions of each topic that is created now; cannot be changed later without moving tickets to other writers
 * @param replicas of each topic that is created now
 * @param outcomesKept how long {@link Topic#SCAN_OUTCOMES} are kept
 */
public record Provision(
        String bootstrapServers, String registryUrl, int partitions, short replicas, Duration outcomesKept) {
    private static final Logger LOG = LoggerFactory.getLogger(Provision.class);
    private static final int DEFAULT_PARTITIONS = 6;
    private static final int DEFAULT_OUTCOMES_KEPT_DAYS = 90;

    /** For one machine: one replica, and the declared retention. */
    public static Provision onOneMachine(String bootstrapServers, String registryUrl) {
        return new Provision(
                bootstrapServers,
                registryUrl,
                DEFAULT_PARTITIONS,
                (short) 1,
                Duration.ofDays(DEFAULT_OUTCOMES_KEPT_DAYS));
    }

    /**
     * Does it.
     *
     * @throws SchemaRegistryException if a schema is at odds with the one registered, or the registry does not answer
     * @throws TopicLayoutException if the topics that are there cannot be what is declared
     */
    public void run() {
        SchemaRegistry registry = SchemaRegistry.configuredBy(KafkaClientProperties.of(bootstrapServers, registryUrl));
        List<Topic> withSchema = Stream.of(Topic.values())
                .filter(topic -> topic.schema().isPresent())
                .toList();
        withSchema.forEach(registry::register);
        LOG.info(
                "schemas registered: {}",
                withSchema.stream().map(Topic::subject).toList());
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new TopicLayout(admin).provision(partitions, replicas, Retention.of(outcomesKept));
        }
        LOG.info(
                "topics ready: {}",
                Stream.of(Topic.values()).map(Topic::topicName).toList());
    }

    /** Reads the settings from the environment, as the services do, and exits with 1 and the reason if it fails. */
    public static void main(String[] args) {
        JvmSettings.apply();
        Map<String, String> env = System.getenv();
        try {
            new Provision(
                            env.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                            env.getOrDefault("GATESYNC_REGISTRY_URL", "http://127.0.0.1:8081"),
                            number(env, "GATESYNC_PARTITIONS", DEFAULT_PARTITIONS),
                            (short) number(env, "GATESYNC_REPLICAS", 1),
                            Duration.ofDays(number(env, "GATESYNC_OUTCOMES_KEPT_DAYS", DEFAULT_OUTCOMES_KEPT_DAYS)))
                    .run();
        } catch (RuntimeException e) {
            LOG.error("set-up failed: {}", e.getMessage());
            System.exit(1);
        }
    }

    private static int number(Map<String, String> env, String name, int otherwise) {
        String value = env.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s must be a number, not %s".formatted(name, value), e);
        }
    }
}
