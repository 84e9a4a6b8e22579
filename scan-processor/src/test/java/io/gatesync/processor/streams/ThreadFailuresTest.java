package io.gatesync.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadFailuresTest {

    static Stream<RuntimeException> survivable() {
        return Stream.of(
                new TimeoutException("Kafka is away"),
                new InvalidProducerEpochException("Kafka has begun another transaction"),
                new InvalidTxnStateException("Kafka has ended the transaction"));
    }

    static Stream<RuntimeException> fatal() {
        return Stream.of(
                new TopicAuthorizationException("gatesync.scans"),
                new SerializationException("an outcome that its schema does not allow"),
                new IllegalStateException("a bug"));
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void after_a_failure_that_may_pass_a_new_thread_takes_over(RuntimeException cause) {
        List<Throwable> deaths = new ArrayList<>();

        assertThat(new ThreadFailures(deaths::add, Duration.ZERO).handle(new StreamsException("cannot commit", cause)))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(deaths).isEmpty();
    }

    @Test
    void a_new_thread_takes_over_only_after_a_pause() throws Exception {
        ThreadFailures failures = new ThreadFailures(failure -> {}, Duration.ofDays(1));
        Thread failed = Thread.ofPlatform().start(() -> failures.handle(new TimeoutException("Kafka is away")));

        await().until(() -> failed.getState() == Thread.State.TIMED_WAITING);

        failed.interrupt();
        failed.join();
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void after_any_other_failure_the_work_is_dead(RuntimeException cause) {
        List<Throwable> deaths = new ArrayList<>();
        StreamsException failure = new StreamsException("cannot process", cause);

        assertThat(new ThreadFailures(deaths::add, Duration.ZERO).handle(failure))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(deaths).containsExactly(failure);
    }
}
