package io.gatesync.messaging;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that exist in a Kafka cluster, and whether GateSync can work with them. Creating them is the set-up step's work. */
public final class TopicLayout {
    private final Admin admin;

    /** @param admin a client of the cluster; the caller closes it */
    public TopicLayout(Admin admin) {
        this.admin = admin;
    }

    /**
     * Checks that these topics exist, that topics with the same key have the same number of partitions, and that none has
     * fewer replicas than the scans, if those are among them.
     *
     * @return the number of partitions of each topic
     * @throws TopicLayoutException if a topic is missing; if two topics with the same key differ, so that the records of one
     *     ticket would be spread over several writers; or if a topic could be lost with a broker that the scans survive
     * @throws KafkaException if Kafka does not answer
     */
    public Map<Topic, Integer> requireConsistent(Topic... topics) {
        Map<Topic, TopicDescription> existing = existing(topics);
        requireExisting(existing.keySet(), topics);
        Map<Topic, Integer> partitions =
                counts(existing, topic -> topic.partitions().size());
        requireSamePartitions(partitions);
        requireReplicasOfScans(counts(existing, TopicLayout::replicas));
        return partitions;
    }

    /** The replicas of the partition that has the fewest. */
    public static int replicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElseThrow();
    }

    private static void requireExisting(Set<Topic> existing, Topic... topics) {
        List<String> missing = Stream.of(topics)
                .filter(topic -> !existing.contains(topic))
                .map(Topic::topicName)
                .toList();
        if (!missing.isEmpty()) {
            throw new TopicLayoutException(
                    "Kafka is not set up, topics missing: %s; run the set-up step first".formatted(missing));
        }
    }

    private static void requireSamePartitions(Map<Topic, Integer> partitions) {
        partitions.keySet().stream().collect(groupingBy(Topic::key)).forEach((key, sameKey) -> {
            if (sameKey.stream().map(partitions::get).distinct().count() > 1) {
                throw new TopicLayoutException(
                        "Topics with the key %s must have the same number of partitions, but they have: %s"
                                .formatted(key, describe(sameKey, partitions)));
            }
        });
    }

    /** The ticket store's changelog above all: without it, everybody who was admitted could come in again. */
    private static void requireReplicasOfScans(Map<Topic, Integer> replicas) {
        int ofScans = replicas.getOrDefault(Topic.SCANS, 0);
        List<Topic> fewer = replicas.keySet().stream()
                .filter(topic -> requireNonNull(replicas.get(topic)) < ofScans)
                .toList();
        if (!fewer.isEmpty()) {
            throw new TopicLayoutException(("Topics must have as many replicas as %s, which has %d, but they have: %s;"
                            + " give them more with Kafka's kafka-reassign-partitions.sh, then start again")
                    .formatted(Topic.SCANS.topicName(), ofScans, describe(fewer, replicas)));
        }
    }

    private static Map<Topic, Integer> counts(
            Map<Topic, TopicDescription> topics, ToIntFunction<TopicDescription> count) {
        Map<Topic, Integer> counts = new EnumMap<>(Topic.class);
        topics.forEach((topic, description) -> counts.put(topic, count.applyAsInt(description)));
        return counts;
    }

    private Map<Topic, TopicDescription> existing(Topic... topics) {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        Stream.of(topics).map(Topic::topicName).toList())
                .topicNameValues();
        Map<Topic, TopicDescription> existing = new EnumMap<>(Topic.class);
        for (Topic topic : topics) {
            try {
                existing.put(
                        topic,
                        requireNonNull(descriptions.get(topic.topicName())).get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
                }
            } catch (InterruptedException e) {
                // Sets the thread's interrupt flag again.
                throw new InterruptException(e);
            }
        }
        return existing;
    }

    private static List<String> describe(List<Topic> topics, Map<Topic, Integer> counts) {
        return topics.stream()
                .map(topic -> topic.topicName() + ": " + counts.get(topic))
                .toList();
    }
}
