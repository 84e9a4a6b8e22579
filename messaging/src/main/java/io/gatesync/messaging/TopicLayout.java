package io.gatesync.messaging;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics as they stand in a cluster. */
public final class TopicLayout {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLayout.class);
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;

    public TopicLayout(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the topics that are missing and brings the configuration of the others to what is declared.
     *
     * @param partitions of each new topic
     * @param replicas of each new topic; from three on, two must hold a record before it counts as written
     * @param outcomesRetention how long {@link Topic#SCAN_OUTCOMES} are kept
     * @throws TopicLayoutException if what is there cannot be what is declared
     */
    public void provision(int partitions, short replicas, Retention outcomesRetention) {
        if (partitions < 1 || partitions > RecordPosition.MAX_PARTITIONS) {
            throw new TopicLayoutException(
                    "partitions must be 1 to %d, not %d".formatted(RecordPosition.MAX_PARTITIONS, partitions));
        }
        Map<Topic, Map<String, String>> configs = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            Retention retention = topic == Topic.SCAN_OUTCOMES ? outcomesRetention : topic.retention();
            Map<String, String> config = new HashMap<>(retention.topicConfig());
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas >= 3 ? "2" : "1");
            configs.put(topic, config);
        }
        create(partitions, replicas, configs);
        awaitKnown();
        configure(configs);
        requireConsistent(Topic.values());
    }

    /**
     * The number of partitions of each of these topics.
     *
     * @throws TopicLayoutException if one is missing, or two with the same key differ: then records of one ticket would
     *     be spread over several writers
     */
    public Map<Topic, Integer> requireConsistent(Topic... topics) {
        Map<Topic, Integer> partitions = partitionsOfKnown(topics);
        List<String> missing = Stream.of(topics)
                .filter(topic -> !partitions.containsKey(topic))
                .map(Topic::topicName)
                .toList();
        if (!missing.isEmpty()) {
            throw new TopicLayoutException("topics missing: %s; run the set-up step first".formatted(missing));
        }
        Map<Topic.Key, List<Topic>> byKey = Stream.of(topics).collect(groupingBy(Topic::key));
        byKey.forEach((key, same) -> {
            if (Set.copyOf(same.stream().map(partitions::get).toList()).size() > 1) {
                throw new TopicLayoutException("topics keyed by %s must have the same number of partitions, but have %s"
                        .formatted(key, describe(same, partitions)));
            }
        });
        return partitions;
    }

    private Map<Topic, Integer> partitionsOfKnown(Topic... topics) {
        Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                        Stream.of(topics).map(Topic::topicName).toList())
                .topicNameValues();
        for (Topic topic : topics) {
            try {
                partitions.put(
                        topic,
                        get(described.get(topic.topicName())).partitions().size());
            } catch (UnknownTopicOrPartitionException unknown) {
                LOG.debug("{}", unknown.getMessage());
            }
        }
        return partitions;
    }

    private static List<String> describe(Collection<Topic> topics, Map<Topic, Integer> partitions) {
        return topics.stream()
                .map(topic -> topic.topicName() + ": " + partitions.get(topic))
                .toList();
    }

    private void create(int partitions, short replicas, Map<Topic, Map<String, String>> configs) {
        List<NewTopic> wanted = configs.entrySet().stream()
                .map(entry -> new NewTopic(entry.getKey().topicName(), partitions, replicas).configs(entry.getValue()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
            try {
                get(created);
            } catch (TopicExistsException alreadyThere) {
                LOG.debug("{}", alreadyThere.getMessage());
            }
        }
    }

    /** A broker hears of a new topic from the controller, a moment after it was created. */
    private void awaitKnown() {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (partitionsOfKnown(Topic.values()).size() < Topic.values().length && System.nanoTime() < deadline) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void configure(Map<Topic, Map<String, String>> configs) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        configs.forEach((topic, config) -> changes.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                config.entrySet().stream()
                        .map(entry -> new AlterConfigOp(
                                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        get(admin.incrementalAlterConfigs(changes).all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while asking Kafka about its topics", e);
    }
}
