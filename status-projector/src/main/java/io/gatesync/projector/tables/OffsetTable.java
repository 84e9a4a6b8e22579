package io.gatesync.projector.tables;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * {@code projection_offsets}: the next offset of each partition to be projected. These offsets decide where to read on; the
 * ones that Kafka keeps for the group are for monitoring only.
 */
final class OffsetTable {
    private static final String CLAIM = """
            insert into projection_offsets as present (topic, partition, next_offset, topic_id)
            select topic, partition, 0, topic_id::uuid from unnest(?, ?, ?) as claimed (topic, partition, topic_id)
            on conflict (topic, partition) do update set topic_id = excluded.topic_id where present.topic_id is null""";

    private static final String READ = """
            select topic, partition, next_offset, topic_id
            from projection_offsets join unnest(?, ?) as asked (topic, partition) using (topic, partition)""";

    private static final String BEHIND = """
            select count(*) from unnest(?, ?, ?) as asked (topic, partition, reached)
                left join projection_offsets using (topic, partition)
            where coalesce(next_offset, 0) < reached""";

    private static final String ADVANCE = """
            update projection_offsets as present set next_offset = step.next_offset
            from unnest(?, ?, ?, ?) as step (topic, partition, expected, next_offset)
            where present.topic = step.topic and present.partition = step.partition
                and present.next_offset = step.expected""";

    private final JdbcOperations jdbc;

    OffsetTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    boolean isEmpty() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select not exists (select from projection_offsets)", Boolean.class));
    }

    /** Keeps all other projectors from reading and writing until the end of the transaction. */
    void lock() {
        jdbc.execute("lock table projection_offsets in access exclusive mode");
    }

    /** Makes a row with offset 0 for each of these partitions that has none. The topic's id stays as it is, once it is known. */
    void claim(Map<TopicPartition, UUID> topicIds) {
        List<TopicPartition> partitions = topicIds.keySet().stream()
                .sorted(comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
        jdbc.update(
                CLAIM,
                new RowArrays<>(partitions)
                        .text(TopicPartition::topic)
                        .int4(TopicPartition::partition)
                        .text(partition ->
                                requireNonNull(topicIds.get(partition)).toString()));
    }

    /** The offsets of those of these partitions that have been claimed. */
    Map<TopicPartition, StoredOffset> read(Collection<TopicPartition> partitions) {
        Map<TopicPartition, StoredOffset> offsets = new HashMap<>();
        jdbc.query(
                READ,
                new RowArrays<>(List.copyOf(partitions))
                        .text(TopicPartition::topic)
                        .int4(TopicPartition::partition),
                row -> {
                    offsets.put(
                            new TopicPartition(row.getString("topic"), row.getInt("partition")),
                            new StoredOffset(row.getLong("next_offset"), row.getObject("topic_id", UUID.class)));
                });
        return offsets;
    }

    /** Whether all partitions are projected up to these offsets. */
    boolean havePassed(Map<TopicPartition, Long> offsets) {
        List<Map.Entry<TopicPartition, Long>> asked = List.copyOf(offsets.entrySet());
        Integer behind = jdbc.query(
                BEHIND,
                new RowArrays<>(asked)
                        .text(offset -> offset.getKey().topic())
                        .int4(offset -> offset.getKey().partition())
                        .int8(Map.Entry::getValue),
                rows -> rows.next() ? rows.getInt(1) : 0);
        return requireNonNull(behind) == 0;
    }

    /** Compares and sets: each step counts only if the table still holds the offset that the step expects. */
    void advance(List<OffsetStep> steps) {
        int advanced = jdbc.update(
                ADVANCE,
                new RowArrays<>(steps)
                        .text(step -> step.partition().topic())
                        .int4(step -> step.partition().partition())
                        .int8(OffsetStep::expected)
                        .int8(OffsetStep::next));
        if (advanced != steps.size()) {
            throw new FencedException(steps);
        }
    }
}
