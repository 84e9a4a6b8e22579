package io.gatesync.projector.projection;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.util.backoff.BackOffExecution;

/** What the projection is doing: one of five things at a time. */
sealed interface ProjectionState {
    /** Why rows do not come in now, in a sentence for the operator; empty while they do. */
    Optional<String> trouble();

    /** It has no partitions from Kafka yet, or does not know yet where to read on. */
    record Starting() implements ProjectionState {
        @Override
        public Optional<String> trouble() {
            return Optional.of("Kafka has not assigned the projector its partitions yet");
        }
    }

    /** It reads all of its partitions. */
    record Reading() implements ProjectionState {
        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }
    }

    /**
     * It reads, but the tables do not show yet all that the topics held when it began: after a long absence, or in a rebuild.
     *
     * @param recordsLeft of each topic
     */
    record CatchingUp(SortedMap<String, Long> recordsLeft) implements ProjectionState {
        @Override
        public Optional<String> trouble() {
            return Optional.of("The tables do not show all records yet; left to read: " + recordsLeft);
        }
    }

    /** It would read, but Kafka sends nothing. The consumer reconnects by itself. */
    record Disconnected() implements ProjectionState {
        @Override
        public Optional<String> trouble() {
            return Optional.of("Kafka does not answer");
        }
    }

    /**
     * It has paused all of its partitions, because something failed that may work again later.
     *
     * @param cause what failed
     * @param backOff gives the delays, a longer one each time
     * @param delay until the next try
     */
    record Paused(String cause, BackOffExecution backOff, Duration delay) implements ProjectionState {
        static Paused of(String cause, BackOffExecution backOff) {
            return new Paused(cause, backOff, Duration.ofMillis(backOff.nextBackOff()));
        }

        @Override
        public Optional<String> trouble() {
            return Optional.of("Projection paused: " + cause);
        }
    }
}
