package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** What Kafka knows of the group of the processors. */
final class ProcessorGroup {
    private final Admin admin;

    /** @param admin a client of the cluster; the caller closes it */
    ProcessorGroup(Admin admin) {
        this.admin = admin;
    }

    /** The committed offsets; none for what was never committed, or was forgotten. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return answer(admin.listConsumerGroupOffsets(Topic.PROCESSOR_GROUP).partitionsToOffsetAndMetadata());
    }

    /** Commits offsets, as long as the group has no members. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        answer(admin.alterConsumerGroupOffsets(Topic.PROCESSOR_GROUP, offsets).all());
    }

    /** Whether an instance runs, or has been dead for less than its session. */
    boolean hasMembers() {
        try {
            return !requireNonNull(admin.describeConsumerGroups(List.of(Topic.PROCESSOR_GROUP))
                            .describedGroups()
                            .get(Topic.PROCESSOR_GROUP))
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw failure(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // Sets the thread's interrupt flag again.
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // Sets the thread's interrupt flag again.
        }
    }

    private static KafkaException failure(ExecutionException e) {
        return new KafkaException("Kafka cannot be asked about the group " + Topic.PROCESSOR_GROUP, e.getCause());
    }
}
