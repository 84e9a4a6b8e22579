package io.gatesync.gateway.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to the end of an event.
 *
 * @param keptInKafka what stays in Kafka, and until when
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EndedEventAnswer(String eventId, String name, String state, String message, List<Kept> keptInKafka) {
    private static final String MESSAGE =
            "The event has ended. Its tickets, admissions, scans and uploads are being deleted from the"
                    + " scan-processor's store and from the tables; nothing of it is taken in any more. What devices sent stays in"
                    + " Kafka's topics as long as these keep their records; the store's changelog drops its own when Kafka compacts it.";

    /**
     * A topic that still holds records of the event.
     *
     * @param until when Kafka has deleted the last of them; null: it keeps them for ever
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Kept(String topic, @Nullable Instant until) {}

    public static EndedEventAnswer of(String eventId, String name, List<Kept> keptInKafka) {
        return new EndedEventAnswer(eventId, name, "ended", MESSAGE, keptInKafka);
    }
}
