package io.gatesync.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class SetUpFailureAnalyzerTest {
    @Test
    void an_operator_is_told_whether_kafka_is_away_or_refuses() {
        assertThat(description(new TimeoutException("no answer"))).startsWith("Kafka does not answer");
        assertThat(description(new TopicAuthorizationException(Set.of("gatesync.tickets"))))
                .startsWith("Kafka refuses this service")
                .contains("gatesync.tickets");
        assertThat(description(new SaslAuthenticationException("wrong password")))
                .startsWith("Kafka refuses this service");
    }

    private static String description(KafkaException cause) {
        return Objects.requireNonNull(new SetUpFailureAnalyzer().analyze(new IllegalStateException("start", cause)))
                .getDescription();
    }
}
