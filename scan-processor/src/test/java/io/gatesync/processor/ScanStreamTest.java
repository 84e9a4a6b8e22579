package io.gatesync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScanStreamTest {

    static Stream<RuntimeException> passing() {
        return Stream.of(
                new TimeoutException("Kafka is away"),
                new InvalidProducerEpochException("Kafka has begun another transaction"),
                new InvalidTxnStateException("Kafka has ended the transaction"),
                new SerializationException("the registry is away"));
    }

    static Stream<RuntimeException> lasting() {
        return Stream.of(new TopicAuthorizationException("gatesync.scans"), new IllegalStateException("a bug"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_may_pass_is_tried_again(RuntimeException cause) {
        assertThat(ScanStream.mayPass(new StreamsException("cannot commit", cause)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void what_lasts_ends_the_service(RuntimeException cause) {
        assertThat(ScanStream.mayPass(new StreamsException("cannot go on", cause)))
                .isFalse();
    }
}
