package io.gatesync.setup;

import io.gatesync.messaging.Retention;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.messaging.TopicLayoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing, and brings the configuration of every topic to what {@link Topic} declares. */
final class TopicProvisioning {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final List<String> TOPIC_NAMES =
            Stream.of(Topic.values()).map(Topic::topicName).toList();

    private final Admin admin;
    private final int partitions;
    private final short replicas;
    private final Map<Topic, Map<String, String>> configs = new EnumMap<>(Topic.class);

    /**
     * @param partitions of each new topic
     * @param replicas of each new topic; from three on, two must hold a record before it counts as written
     * @param retentionOverrides the topics that are kept for another time than declared
     */
    TopicProvisioning(Admin admin, int partitions, int replicas, Map<Topic, Retention> retentionOverrides) {
        this.admin = admin;
        this.partitions = partitions;
        this.replicas = (short) replicas;
        for (Topic topic : Topic.values()) {
            Map<String, String> config = new HashMap<>(
                    retentionOverrides.getOrDefault(topic, topic.retention()).topicConfig());
            config.put(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    topic.clock() == Topic.Clock.BROKER ? "LogAppendTime" : "CreateTime");
            config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxBatchBytes()));
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas >= 3 ? "2" : "1");
            configs.put(topic, config);
        }
    }

    /**
     * Sets the topics up. Changes nothing that is already as declared.
     *
     * @throws TopicLayoutException if existing topics contradict the declaration
     * @throws ExecutionException if Kafka refuses a request or does not answer
     */
    void run() throws ExecutionException, InterruptedException {
        create();
        awaitVisible();
        configure();
        new TopicLayout(admin).requireConsistent(Topic.values());
    }

    private void create() throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = configs.entrySet().stream()
                .map(entry -> new NewTopic(entry.getKey().topicName(), partitions, replicas).configs(entry.getValue()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
            getUnless(TopicExistsException.class, created);
        }
    }

    /** A broker learns of a new topic from the controller, a moment after the topic was created. */
    private void awaitVisible() throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!areVisible()) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("The brokers do not know the new topics %d seconds after they were created"
                        .formatted(VISIBLE_WITHIN.toSeconds()));
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    private boolean areVisible() throws ExecutionException, InterruptedException {
        return getUnless(
                UnknownTopicOrPartitionException.class,
                admin.describeTopics(TOPIC_NAMES).allTopicNames());
    }

    private void configure() throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        configs.forEach((topic, config) -> changes.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                config.entrySet().stream()
                        .map(entry -> new AlterConfigOp(
                                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    /** Waits for an answer; false if it is this error. */
    private static boolean getUnless(Class<? extends Exception> expected, KafkaFuture<?> answer)
            throws ExecutionException, InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return false;
            }
            throw e;
        }
    }
}
