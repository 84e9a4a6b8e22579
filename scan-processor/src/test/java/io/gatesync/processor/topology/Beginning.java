package io.gatesync.processor.topology;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Where a group begins to read partitions that have just been created. */
final class Beginning {
    private Beginning() {}

    /** Commits it. The broker that keeps the group's offsets may learn of a new topic a moment after it was created. */
    static void commit(Admin admin, String group, TopicPartition... created) {
        Map<TopicPartition, OffsetAndMetadata> beginning =
                Stream.of(created).collect(Collectors.toMap(Function.identity(), any -> new OffsetAndMetadata(0)));
        await().ignoreExceptionsMatching(failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
                .until(() -> {
                    admin.alterConsumerGroupOffsets(group, beginning).all().get();
                    return true;
                });
    }
}
