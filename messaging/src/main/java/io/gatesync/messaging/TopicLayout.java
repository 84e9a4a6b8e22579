package io.gatesync.messaging;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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
     * Checks that these topics exist, and that topics with the same key have the same number of partitions.
     *
     * @return the number of partitions of each topic
     * @throws TopicLayoutException if a topic is missing, or if two topics with the same key differ: the records of one
     *     ticket would then be spread over several writers
     * @throws KafkaException if Kafka does not answer
     */
    public Map<Topic, Integer> requireConsistent(Topic... topics) {
        Map<Topic, Integer> partitions = partitionsOfExisting(topics);
        List<String> missing = Stream.of(topics)
                .filter(topic -> !partitions.containsKey(topic))
                .map(Topic::topicName)
                .toList();
        if (!missing.isEmpty()) {
            throw new TopicLayoutException(
                    "Kafka is not set up, topics missing: %s; run the set-up step first".formatted(missing));
        }
        Stream.of(topics).collect(groupingBy(Topic::key)).forEach((key, sameKey) -> {
            if (sameKey.stream().map(partitions::get).distinct().count() > 1) {
                throw new TopicLayoutException(
                        "Topics with the key %s must have the same number of partitions, but they have: %s"
                                .formatted(key, describe(sameKey, partitions)));
            }
        });
        return partitions;
    }

    private Map<Topic, Integer> partitionsOfExisting(Topic... topics) {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        Stream.of(topics).map(Topic::topicName).toList())
                .topicNameValues();
        Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
        for (Topic topic : topics) {
            try {
                TopicDescription description =
                        requireNonNull(descriptions.get(topic.topicName())).get();
                partitions.put(topic, description.partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
                }
            } catch (InterruptedException e) {
                // Sets the thread's interrupt flag again.
                throw new InterruptException(e);
            }
        }
        return partitions;
    }

    private static List<String> describe(List<Topic> topics, Map<Topic, Integer> partitions) {
        return topics.stream()
                .map(topic -> topic.topicName() + ": " + partitions.get(topic))
                .toList();
    }
}
