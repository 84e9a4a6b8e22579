package io.gatesync.processor.topology;

import io.gatesync.processor.registry.RetryingDecoder;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the topology must know of the records that it reads.
 *
 * @param decoder for tickets and scans
 * @param partitions how many the topics of tickets and scans have: they say where the record of a qrcode belongs
 * @param maxDeadLettersInARow how many records of one partition in a row may be broken, before the fault is taken to be the
 *     registry's, and deciding stops
 * @param endedEvents the ids of the events that are over for good, as far as they are known
 */
public record Input(
        RetryingDecoder decoder, int partitions, int maxDeadLettersInARow, Supplier<Set<String>> endedEvents) {}
