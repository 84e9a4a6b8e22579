package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.LoginAttempted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What belongs to the dead letters, and what only has to wait: the first is lost to the gate, so never by mistake. */
class RecordDecoderTest {
    private static final int SCHEMA = 7;
    private static final byte[] VALUE = {0, 0, 0, 0, SCHEMA, 1, 2, 3};
    private static final EventAccess EVENT =
            new EventAccess("open-air", "Open Air", "{bcrypt}x", EventState.OPEN, Instant.EPOCH, null, true);

    private final Deque<Supplier<Object>> deserializer = new ArrayDeque<>();
    private final Deque<Supplier<Boolean>> registry = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    private final RecordDecoder decoder = new RecordDecoder(
            (topic, value) -> {
                asked.add("deserializer");
                return deserializer.remove().get();
            },
            id -> {
                asked.add("registry");
                return registry.remove().get();
            });

    private static Object broken() {
        throw new IllegalStateException("broken");
    }

    private static Boolean away() {
        throw new IllegalStateException("connection refused");
    }

    private SpecificRecord decode() throws UndecodableRecordException {
        return decoder.decode(Topic.EVENTS, new RecordHeaders(), VALUE, EventAccess.class);
    }

    @Test
    void the_registry_is_asked_once_for_each_schema() throws UndecodableRecordException {
        registry.add(() -> true);
        deserializer.add(() -> EVENT);
        deserializer.add(() -> EVENT);

        assertThat(decode()).isSameAs(EVENT);
        assertThat(decode()).isSameAs(EVENT);

        assertThat(asked).containsExactly("registry", "deserializer", "deserializer");
    }

    @Test
    void with_the_registry_away_a_new_schema_waits_and_is_not_left_to_the_deserializers_patience() {
        registry.add(RecordDecoderTest::away);

        assertThatThrownBy(this::decode).isInstanceOf(SerializationException.class);

        assertThat(asked).containsExactly("registry");
    }

    @Test
    void with_the_registry_away_a_value_that_fails_waits() {
        registry.add(() -> true);
        deserializer.add(RecordDecoderTest::broken);
        registry.add(RecordDecoderTest::away);

        assertThatThrownBy(this::decode).isInstanceOf(SerializationException.class);
    }

    @Test
    void a_registry_that_came_back_in_between_costs_no_record() throws UndecodableRecordException {
        registry.add(() -> true);
        deserializer.add(RecordDecoderTest::away);
        registry.add(() -> true);
        deserializer.add(() -> EVENT);

        assertThat(decode()).isSameAs(EVENT);
    }

    @Test
    void a_value_that_fails_while_the_registry_answers_is_dead() {
        registry.add(() -> true);
        deserializer.add(RecordDecoderTest::broken);
        registry.add(() -> true);
        deserializer.add(RecordDecoderTest::broken);

        assertThatThrownBy(this::decode)
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageStartingWith("not the Avro of schema 7: ");
    }

    @Test
    void a_schema_that_the_registry_does_not_know_is_dead() {
        registry.add(() -> false);

        assertThatThrownBy(this::decode)
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("the registry has no schema 7");
    }

    @Test
    void another_event_is_dead() {
        registry.add(() -> true);
        deserializer.add(LoginAttempted::new);

        assertThatThrownBy(this::decode)
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessage("a LoginAttempted, not a EventAccess");
    }
}
