package io.gatesync.gateway.publish;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures to write that do not pass by themselves: a missing permission, a limit of a topic that is too low, a schema registry
 * that is away. No record that can be built from a request is too large or otherwise unwritable, so they are faults of the
 * set-up, never of what was sent: clients keep it and send it again, and the operator is told loudly.
 */
final class Refusals {
    /** How long a refusal makes the gateway unready, so that it is tried again. */
    private static final Duration SHOWN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private volatile @Nullable Refusal last;

    private record Refusal(String reason, long nanos) {}

    /** Notes why a record was not written. */
    void failed(Exception failure) {
        if (failure instanceof RetriableException
                || failure instanceof InterruptException
                || failure instanceof NotPublishedException) {
            return;
        }
        String reason = failure.toString();
        if (!reason.equals(current().orElse(null))) {
            LOG.error(
                    "A record cannot be written, and waiting does not mend it. Requests are answered 503 and sent again by their"
                            + " clients; the gateway is unready. Check its permissions in Kafka, the limits of the topics, and the"
                            + " schema registry",
                    failure);
        }
        last = new Refusal(reason, System.nanoTime());
    }

    /** Notes that a record was written. */
    void succeeded() {
        if (last != null) {
            last = null;
        }
    }

    /** The reason of the latest refusal, while nothing was written after it. */
    Optional<String> current() {
        Refusal refusal = last;
        return refusal == null || System.nanoTime() - refusal.nanos() > SHOWN.toNanos()
                ? Optional.empty()
                : Optional.of(refusal.reason());
    }
}
