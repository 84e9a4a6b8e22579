package io.gatesync.setup;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Retention;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.SchemaRegistryException;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set-up step of a deployment: registers the schemas, then creates and configures the topics. It may run any number of
 * times, and changes nothing that is already as declared.
 *
 * @param kafka the connection to Kafka: {@code bootstrap.servers}, and what TLS and SASL need
 * @param registryUrl the schema registry's URL, without a path
 * @param partitions of each topic that is created now; an existing topic keeps its number
 * @param replicas of each topic that is created now; an existing topic keeps its number
 * @param retentionOverrides the topics that are kept for another time than {@link Topic} declares
 * @param acls whether the services get the rights that they need, in a Kafka that asks who its clients are
 */
public record Provision(
        Map<String, Object> kafka,
        String registryUrl,
        int partitions,
        int replicas,
        Map<Topic, Retention> retentionOverrides,
        boolean acls) {
    static final int DEFAULT_PARTITIONS = 6;
    static final int DEFAULT_REPLICAS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Provision.class);

    public Provision {
        kafka = Map.copyOf(kafka);
        require("partitions", partitions, RecordPosition.MAX_PARTITIONS);
        require("replicas", replicas, Short.MAX_VALUE);
    }

    private static void require(String what, int number, int maximum) {
        if (number < 1 || number > maximum) {
            throw new IllegalArgumentException(
                    "The number of %s must be 1 to %d, not %d".formatted(what, maximum, number));
        }
    }

    /** For a Kafka that anybody may use, with the retention that is declared. */
    public Provision(
            String bootstrapServers,
            String registryUrl,
            int partitions,
            int replicas,
            Map<Topic, Retention> retentionOverrides) {
        this(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                registryUrl,
                partitions,
                replicas,
                retentionOverrides,
                false);
    }

    /** For one machine: one replica, and the retention that is declared. */
    public static Provision onOneMachine(String bootstrapServers, String registryUrl) {
        return new Provision(bootstrapServers, registryUrl, DEFAULT_PARTITIONS, DEFAULT_REPLICAS, Map.of());
    }

    /** The same with this many replicas of each topic that is created. */
    public Provision withReplicas(int number) {
        return new Provision(kafka, registryUrl, partitions, number, retentionOverrides, acls);
    }

    /** The same, and the services get the rights that they need. */
    public Provision withAcls() {
        return new Provision(kafka, registryUrl, partitions, replicas, retentionOverrides, true);
    }

    private String bootstrapServers() {
        return String.valueOf(kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /**
     * Sets Kafka and the registry up.
     *
     * @throws SchemaRegistryException if a schema is incompatible with the registered one, or the registry does not answer
     * @throws TopicLayoutException if existing topics contradict the declaration
     * @throws KafkaException if Kafka refuses a request or does not answer
     */
    public void run() {
        registerSchemas();
        provisionTopics();
    }

    private void registerSchemas() {
        SchemaRegistry registry =
                SchemaRegistry.configuredBy(KafkaClientProperties.of(bootstrapServers(), registryUrl));
        List<Topic> withSchema = Stream.of(Topic.values())
                .filter(topic -> topic.schema().isPresent())
                .toList();
        withSchema.forEach(registry::register);
        LOG.info(
                "Schema registry {}: all schemas are registered: {}",
                registryUrl,
                withSchema.stream().map(Topic::subject).toList());
    }

    /**
     * Sets up what needs no registry: the topics, and who may use them.
     *
     * @throws TopicLayoutException if existing topics contradict the declaration
     * @throws KafkaException if Kafka refuses a request or does not answer
     */
    public void provisionTopics() {
        try (Admin admin = Admin.create(kafka)) {
            new TopicProvisioning(admin, partitions, replicas, retentionOverrides).run();
            if (acls) {
                admin.createAcls(ServiceAcls.bindings()).all().get();
                LOG.info("Kafka {}: the services have the rights that they need", bootstrapServers());
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka at %s cannot be set up: %s".formatted(bootstrapServers(), e.getCause()), e);
        } catch (InterruptedException e) {
            // Sets the thread's interrupt flag again.
            throw new InterruptException(e);
        }
        LOG.info(
                "Kafka {}: all topics exist and are configured: {}",
                bootstrapServers(),
                Stream.of(Topic.values()).map(Topic::topicName).toList());
    }
}
