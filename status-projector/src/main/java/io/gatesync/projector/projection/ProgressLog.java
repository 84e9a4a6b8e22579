package io.gatesync.projector.projection;

import java.time.Duration;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator every few seconds how far a projector has come that has much to read. */
final class ProgressLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private boolean telling;
    private long toldNanos;

    /** @param recordsLeft to read, of each topic */
    void tell(SortedMap<String, Long> recordsLeft) {
        if (recordsLeft.isEmpty()) {
            if (telling) {
                LOG.info("The tables show all records that the topics held at the start");
            }
            telling = false;
            return;
        }
        long now = System.nanoTime();
        if (!telling || now - toldNanos >= INTERVAL.toNanos()) {
            LOG.info("The tables do not show all records yet; left to read: {}", recordsLeft);
            telling = true;
            toldNanos = now;
        }
    }
}
