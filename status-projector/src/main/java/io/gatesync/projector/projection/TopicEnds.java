package io.gatesync.projector.projection;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics ended at a moment. Tables that have passed these ends show all that had happened by then, whatever the lag.
 *
 * @param time before the ends were asked for
 * @param offsets the end of each partition
 */
public record TopicEnds(Instant time, Map<TopicPartition, Long> offsets) {
    /** Whether a topic ends earlier here than there, which happens only if it was made anew or has lost records. */
    public boolean isBehind(TopicEnds other) {
        return other.offsets.entrySet().stream()
                .anyMatch(end -> offsets.getOrDefault(end.getKey(), 0L) < end.getValue());
    }
}
