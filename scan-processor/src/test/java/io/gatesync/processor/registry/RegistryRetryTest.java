package io.gatesync.processor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RegistryRetryTest {
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicBoolean registryAnswers = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();

    private CompletableFuture<String> asking(RegistryRetry registry) {
        return CompletableFuture.supplyAsync(() -> registry.untilAnswered(this::ask), THREADS);
    }

    private String ask() {
        attempts.incrementAndGet();
        if (!registryAnswers.get()) {
            throw new SerializationException("connection refused");
        }
        return "the answer";
    }

    @Test
    void several_threads_wait_and_the_log_says_it_once(CapturedOutput output) {
        RegistryRetry registry = new RegistryRetry(Duration.ofMillis(1));
        CompletableFuture<String> first = asking(registry);
        CompletableFuture<String> second = asking(registry);
        await().until(() -> attempts.get() > 10);
        assertThat(registry.trouble()).isPresent();

        registryAnswers.set(true);

        assertThat(first).succeedsWithin(PATIENCE).isEqualTo("the answer");
        assertThat(second).succeedsWithin(PATIENCE).isEqualTo("the answer");
        assertThat(registry.trouble()).isEmpty();
        assertThat(output.getAll())
                .containsOnlyOnce("Records wait for the schema registry, retrying every 1 ms: connection refused")
                .containsOnlyOnce("The schema registry answers again");
    }

    @Test
    void any_other_failure_is_thrown_at_once() {
        RegistryRetry registry = new RegistryRetry(Duration.ofDays(1));

        assertThatThrownBy(() -> registry.untilAnswered(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(registry.trouble()).isEmpty();
    }

    @Test
    void a_stop_ends_the_wait_without_a_claim_about_the_registry(CapturedOutput output) {
        RegistryRetry registry = new RegistryRetry(Duration.ofDays(1));
        CompletableFuture<String> waiting = asking(registry);
        await().until(() -> registry.trouble().isPresent());

        registry.stop();

        assertThat(waiting)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(SerializationException.class)
                .withMessageContaining("stopped");
        assertThat(output.getAll()).doesNotContain("answers again");
    }
}
