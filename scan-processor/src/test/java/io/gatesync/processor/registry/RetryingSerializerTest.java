package io.gatesync.processor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class RetryingSerializerTest {
    private static final String TOPIC = "topic";

    private int failuresToCome;
    private int registryAwayFor;
    private int registryAsked;

    private final Serializer<String> serializer = new RetryingSerializer<>(
            (topic, value) -> {
                if (failuresToCome-- > 0) {
                    throw new SerializationException("no schema, or a bad value: vendors do not tell");
                }
                return value.getBytes(UTF_8);
            },
            () -> {
                registryAsked++;
                if (registryAwayFor-- > 0) {
                    throw new SerializationException("connection refused");
                }
            },
            new RegistryRetry(Duration.ZERO));

    @Test
    void a_value_that_can_be_serialized_needs_no_registry() {
        assertThat(serializer.serialize(TOPIC, "value")).asString(UTF_8).isEqualTo("value");
        assertThat(registryAsked).isZero();
    }

    @Test
    void a_value_waits_until_the_registry_answers() {
        failuresToCome = 1;
        registryAwayFor = 3;

        assertThat(serializer.serialize(TOPIC, "value")).asString(UTF_8).isEqualTo("value");
        assertThat(registryAsked).isEqualTo(4);
    }

    @Test
    void a_value_that_fails_although_the_registry_answers_is_not_tried_for_ever() {
        failuresToCome = 2;

        assertThatThrownBy(() -> serializer.serialize(TOPIC, "value")).hasMessageContaining("a bad value");
        assertThat(registryAsked).isEqualTo(1);
    }
}
