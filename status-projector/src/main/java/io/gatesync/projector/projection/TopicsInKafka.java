package io.gatesync.projector.projection;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.gatesync.messaging.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What Kafka says about the projected topics. */
public final class TopicsInKafka {
    private final Admin admin;

    /** @param admin a client of the cluster; the caller closes it */
    public TopicsInKafka(Admin admin) {
        this.admin = admin;
    }

    /**
     * Where all partitions of these topics end now, for readers of committed records.
     *
     * @throws KafkaException if Kafka does not answer
     */
    public TopicEnds ends(Topic... topics) {
        Instant asked = Instant.now();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        describe(List.of(topics).stream().map(Topic::topicName).toList())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition ->
                                latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = answer(
                        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all())
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
        return new TopicEnds(asked, ends);
    }

    /**
     * The ids of the topics of these partitions: a topic that is made anew has another one.
     *
     * @throws KafkaException if Kafka does not answer, or has no such topic
     */
    public Map<TopicPartition, UUID> ids(Collection<TopicPartition> partitions) {
        Map<String, TopicDescription> topics = describe(
                partitions.stream().map(TopicPartition::topic).distinct().toList());
        return partitions.stream()
                .collect(toMap(partition -> partition, partition -> id(requireNonNull(topics.get(partition.topic())))));
    }

    private static UUID id(TopicDescription topic) {
        return new UUID(
                topic.topicId().getMostSignificantBits(), topic.topicId().getLeastSignificantBits());
    }

    private Map<String, TopicDescription> describe(Collection<String> topics) {
        return answer(admin.describeTopics(topics).allTopicNames());
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return requireNonNull(asked.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e); // Sets the thread's interrupt flag again.
        }
    }
}
