package io.gatesync.setup;

import static java.util.Objects.requireNonNull;

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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics that are missing, and brings the configuration of every topic to what {@link Topic} declares, but never
 * to less than it had.
 */
final class TopicProvisioning {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    /** With two replicas, waiting for both would stop everything with either of them. */
    private static final int REPLICAS_FOR_TWO_IN_SYNC = 3;

    private static final List<String> TOPIC_NAMES =
            Stream.of(Topic.values()).map(Topic::topicName).toList();

    private final Admin admin;
    private final int partitions;
    private final short replicas;
    private final Map<Topic, Map<String, String>> configs = new EnumMap<>(Topic.class);
    private final Set<Topic> keptAsAsked;

    /**
     * @param partitions of each new topic
     * @param replicas of each new topic
     * @param retentionOverrides the topics that are kept for another time than declared, even if that is shorter than now
     */
    TopicProvisioning(Admin admin, int partitions, int replicas, Map<Topic, Retention> retentionOverrides) {
        this.admin = admin;
        this.partitions = partitions;
        this.replicas = (short) replicas;
        this.keptAsAsked = Set.copyOf(retentionOverrides.keySet());
        for (Topic topic : Topic.values()) {
            Map<String, String> config = new HashMap<>(
                    retentionOverrides.getOrDefault(topic, topic.retention()).topicConfig());
            config.put(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    topic.clock() == Topic.Clock.BROKER ? "LogAppendTime" : "CreateTime");
            config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxBatchBytes()));
            configs.put(topic, config);
        }
        keepNoScanLongerThanItsOutcome(configs);
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
                .map(entry -> new NewTopic(entry.getKey().topicName(), partitions, replicas)
                        .configs(with(entry.getValue(), minInSyncReplicas(replicas))))
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
        Map<String, TopicDescription> existing =
                admin.describeTopics(TOPIC_NAMES).allTopicNames().get();
        Map<ConfigResource, Config> configured = admin.describeConfigs(Stream.of(Topic.values())
                        .map(TopicProvisioning::resource)
                        .toList())
                .all()
                .get();
        Map<Topic, Map<String, String>> wanted = new EnumMap<>(Topic.class);
        configs.forEach((topic, declared) -> {
            Config now = requireNonNull(configured.get(resource(topic)));
            Map<String, String> config =
                    with(declared, minInSyncReplicas(requireNonNull(existing.get(topic.topicName()))));
            config.replaceAll((key, value) -> mayOnlyGrow(topic, key) ? larger(value, now.get(key)) : value);
            wanted.put(topic, config);
        });
        keepNoScanLongerThanItsOutcome(wanted);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        wanted.forEach((topic, config) -> changes.put(
                resource(topic),
                config.entrySet().stream()
                        .map(entry -> new AlterConfigOp(
                                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    /**
     * Whether a run of the set-up step may only raise this entry. Somebody may have run it with other settings, or have set
     * more by hand: a run that says nothing of it must not throw records away, or let fewer brokers than before hold them.
     */
    private boolean mayOnlyGrow(Topic topic, String key) {
        return switch (key) {
            case TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> true;
            case TopicConfig.RETENTION_MS_CONFIG -> !keptAsAsked.contains(topic);
            default -> false;
        };
    }

    /**
     * A processor that has lost its place in the scans reads them again from the oldest, and would decide anew a scan whose
     * outcome is gone. Where somebody asked for short outcomes, the scans follow; otherwise the outcomes follow the scans, and
     * nothing is deleted that was to be kept.
     */
    private void keepNoScanLongerThanItsOutcome(Map<Topic, Map<String, String>> all) {
        Map<String, String> scans = requireNonNull(all.get(Topic.SCANS));
        Map<String, String> outcomes = requireNonNull(all.get(Topic.SCAN_OUTCOMES));
        String scansKept = requireNonNull(scans.get(TopicConfig.RETENTION_MS_CONFIG));
        String outcomesKept = requireNonNull(outcomes.get(TopicConfig.RETENTION_MS_CONFIG));
        if (keptAsAsked.contains(Topic.SCAN_OUTCOMES)) {
            scans.put(TopicConfig.RETENTION_MS_CONFIG, smaller(scansKept, outcomesKept));
        } else {
            outcomes.put(TopicConfig.RETENTION_MS_CONFIG, larger(outcomesKept, scansKept));
        }
    }

    private static String smaller(String one, String other) {
        return larger(one, other).equals(one) ? other : one;
    }

    /** -1 is for ever, which is the largest unsigned number. */
    private static String larger(String one, String other) {
        return Long.compareUnsigned(Long.parseLong(one), Long.parseLong(other)) >= 0 ? one : other;
    }

    private static String larger(String wanted, @Nullable ConfigEntry now) {
        return now == null ? wanted : larger(wanted, now.value());
    }

    private static Map<String, String> with(Map<String, String> config, int minInSyncReplicas) {
        Map<String, String> all = new HashMap<>(config);
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSyncReplicas));
        return all;
    }

    /** How many must hold a record before it counts as written: it follows from the replicas that the topic really has. */
    private static int minInSyncReplicas(TopicDescription topic) {
        return minInSyncReplicas(TopicLayout.replicas(topic));
    }

    private static int minInSyncReplicas(int replicas) {
        return replicas >= REPLICAS_FOR_TWO_IN_SYNC ? 2 : 1;
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
