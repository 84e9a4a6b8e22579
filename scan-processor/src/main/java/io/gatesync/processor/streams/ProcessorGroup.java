package io.gatesync.processor.streams;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** What Kafka knows of the group of the processors. */
final class ProcessorGroup {
    /** Longer than the session of a member that has died. */
    private static final Duration MEMBERS_GONE_WITHIN = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Admin admin;

    /** @param admin a client of the cluster; the caller closes it */
    ProcessorGroup(Admin admin) {
        this.admin = admin;
    }

    /** The committed offsets; none for what was never committed, or was forgotten. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return answer(admin.listConsumerGroupOffsets(Topic.PROCESSOR_GROUP).partitionsToOffsetAndMetadata());
    }

    /**
     * Commits offsets.
     *
     * @return false if an instance has begun to run: nothing was committed
     */
    boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            answer(admin.alterConsumerGroupOffsets(Topic.PROCESSOR_GROUP, offsets)
                    .all());
            return true;
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Waits until no instance runs.
     *
     * @param unless makes waiting superfluous; asked again and again
     * @param otherwise what the operator has to do if instances still run after a minute
     * @return whether that came about
     * @throws KafkaException if instances still run
     */
    boolean awaitNoMembersUnless(BooleanSupplier unless, String otherwise) {
        long deadline = System.nanoTime() + MEMBERS_GONE_WITHIN.toNanos();
        while (hasMembers()) {
            if (unless.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                throw new KafkaException(otherwise);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw new InterruptException(e); // Sets the thread's interrupt flag again.
            }
        }
        return unless.getAsBoolean();
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
