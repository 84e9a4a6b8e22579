package io.gatesync.gateway.http;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.service.events.KnownEvents;
import io.gatesync.service.events.NotReadException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events are not read, because nobody runs the reader. */
class EventRulesTest {
    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    private final KnownEvents events = new KnownEvents(
            KafkaClientProperties.of(NOBODY_LISTENS, "http://" + NOBODY_LISTENS), "test", Duration.ofSeconds(1));
    private final EventRules rules = new EventRules(events, Duration.ofMillis(1));

    @AfterEach
    void close() {
        events.close();
    }

    static Stream<Consumer<EventRules>> questions() {
        return Stream.of(
                rules -> rules.requireForUpload("e"),
                rules -> rules.requireForAdmission("e"),
                rules -> rules.requireForTickets("e"),
                rules -> rules.requireForChange("e"),
                rules -> rules.requireForEnd("e"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void an_event_is_neither_called_unknown_nor_changed_before_the_latest_is_read(Consumer<EventRules> question) {
        assertThatExceptionOfType(NotReadException.class).isThrownBy(() -> question.accept(rules));
    }
}
