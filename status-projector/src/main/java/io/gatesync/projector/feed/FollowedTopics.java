package io.gatesync.projector.feed;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What Kafka says about the topics of tickets and of outcomes. */
public interface FollowedTopics {
    /** The ids of both topics: topics that were made anew have others. */
    String ids();

    /** Where their partitions end now, for readers of committed records. */
    Map<TopicPartition, Long> ends();
}
