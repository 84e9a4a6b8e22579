package io.gatesync.projector;

import io.gatesync.messaging.Topic;
import java.util.Map;

/** How many partitions each topic has that the projector reads or writes: looked up, and found in order, at the start. */
public record KnownTopics(Map<Topic, Integer> partitions) {}
