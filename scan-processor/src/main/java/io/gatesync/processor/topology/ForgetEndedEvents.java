package io.gatesync.processor.topology;

import io.gatesync.processor.store.Entries;
import io.gatesync.processor.store.StoreChanges;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Punctuator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what one partition of the store holds of events that have ended: some of it at a time, so that scans of other events
 * do not wait. Now and then it looks again, because a scan that was taken in before the end may have been decided after it.
 */
final class ForgetEndedEvents implements Punctuator {
    /** How often it works: a million tickets in six partitions are forgotten within two minutes. */
    static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Takes a few hundredths of a second. */
    static final int ENTRIES_AT_ONCE = 2_000;

    private static final Duration LOOKS_AGAIN_AFTER = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ForgetEndedEvents.class);

    private final Supplier<Set<String>> endedEvents;
    private final Decider decider;
    private final Entries entries;
    private final int partition;
    /** When to look again at an event of which nothing was left, in milliseconds since 1970. */
    private final Map<String, Long> nothingLeftUntil = new HashMap<>();
    /** How many entries of an event were deleted since something was found. */
    private final Map<String, Integer> forgotten = new HashMap<>();

    ForgetEndedEvents(Supplier<Set<String>> endedEvents, Decider decider, Entries entries, int partition) {
        this.endedEvents = endedEvents;
        this.decider = decider;
        this.entries = entries;
        this.partition = partition;
    }

    @Override
    public void punctuate(long now) {
        endedEvents.get().stream()
                .filter(event -> nothingLeftUntil.getOrDefault(event, 0L) <= now)
                .findFirst()
                .ifPresent(event -> forgetSome(event, now));
    }

    private void forgetSome(String event, long now) {
        StoreChanges changes = decider.forget(event, ENTRIES_AT_ONCE);
        changes.applyTo(entries);
        int all = forgotten.getOrDefault(event, 0) + changes.size();
        forgotten.put(event, all);
        if (changes.size() == ENTRIES_AT_ONCE) {
            return;
        }
        nothingLeftUntil.put(event, now + LOOKS_AGAIN_AFTER.toMillis());
        forgotten.remove(event);
        if (all > 0) {
            LOG.info("The event {} has ended: all {} entries of partition {} are deleted", event, all, partition);
        }
    }
}
