package io.gatesync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class WorkerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Integer> exits = new CopyOnWriteArrayList<>();
    private final TestLoop loop = new TestLoop();
    private final Worker worker = new Worker("test loop", new WorkerThread("test-loop", loop), LONG, exits::add);

    /** Runs until it is stopped or told to fail. */
    private static final class TestLoop implements Loop {
        private final CountDownLatch end = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile RuntimeException cannotPrepare;
        private volatile Error failure;
        private volatile String trouble;

        @Override
        public void prepare() {
            if (cannotPrepare != null) {
                throw cannotPrepare;
            }
        }

        @Override
        public void run() {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failure != null) {
                throw failure;
            }
        }

        void die(Error cause) {
            failure = cause;
            end.countDown();
        }

        @Override
        public void stop() {
            end.countDown();
        }

        @Override
        public Optional<String> trouble() {
            return Optional.ofNullable(trouble);
        }

        @Override
        public void close() {
            closed.countDown();
        }

        boolean isClosed() {
            return closed.getCount() == 0;
        }
    }

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void work_that_goes_on_makes_the_service_ready() {
        assertThat(worker.health().getStatus()).isEqualTo(Status.DOWN);
        worker.start();
        assertThat(worker.health().getStatus()).isEqualTo(Status.UP);
        assertThat(worker.isRunning()).isTrue();
    }

    @Test
    void work_in_trouble_makes_the_service_unready_and_says_why_until_it_is_over() {
        worker.start();

        loop.trouble = "Kafka does not answer";

        assertThat(worker.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(worker.health().getDetails()).containsEntry("reason", "Kafka does not answer");
        loop.trouble = null;
        assertThat(worker.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_worker_that_is_stopped_ends_its_work_and_not_the_service() {
        worker.start();
        worker.stop();

        assertThat(loop.isClosed()).isTrue();
        assertThat(worker.isRunning()).isFalse();
        assertThat(worker.health().getDetails()).containsEntry("reason", "stopped");
        assertThat(exits).isEmpty();
    }

    @Test
    void a_loop_that_dies_of_whatever_cause_ends_the_service_with_1() throws InterruptedException {
        worker.start();

        loop.die(new StackOverflowError("seen by nobody"));

        assertThat(loop.closed.await(1, TimeUnit.MINUTES)).isTrue();
        await().untilAsserted(() -> assertThat(exits).containsExactly(1));
        assertThat(worker.isRunning()).isFalse();
        assertThat(worker.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_loop_that_returns_without_having_been_asked_to_ends_the_service_with_1() {
        worker.start();

        loop.end.countDown();

        await().untilAsserted(() -> assertThat(exits).containsExactly(1));
    }

    @Test
    void a_loop_that_cannot_begin_keeps_the_service_from_starting() {
        loop.cannotPrepare = new IllegalStateException("no topic");

        assertThatThrownBy(worker::start).isSameAs(loop.cannotPrepare);
        assertThat(loop.isClosed()).isTrue();
        assertThat(worker.isRunning()).isFalse();
        assertThat(exits).isEmpty();
    }

    @Test
    void work_that_does_not_stop_in_time_does_not_hold_up_the_service() {
        CountDownLatch never = new CountDownLatch(1);
        Loop stubborn = new Loop() {
            @Override
            public void run() {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void stop() {}

            @Override
            public Optional<String> trouble() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
        Worker held = new Worker("stubborn", new WorkerThread("stubborn", stubborn), Duration.ofMillis(1), exits::add);
        held.start();

        held.stop();

        assertThat(held.isRunning()).isFalse();
        never.countDown();
        assertThat(exits).isEmpty();
    }
}
