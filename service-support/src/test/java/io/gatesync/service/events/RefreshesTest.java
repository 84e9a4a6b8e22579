package io.gatesync.service.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefreshesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Refreshes refreshes = new Refreshes();
    private final AtomicInteger wokenUp = new AtomicInteger();

    private long ask() {
        return refreshes.ask(wokenUp::incrementAndGet);
    }

    @Test
    void nobody_waits_at_first() {
        assertThat(refreshes.next()).isEqualTo(Refreshes.NONE);
        assertThat(refreshes.any()).isFalse();
    }

    @Test
    void all_that_asked_before_it_began_are_served_by_one_refresh() {
        long first = ask();
        long second = ask();

        refreshes.done(refreshes.next());

        assertThat(refreshes.await(first, LONG)).isTrue();
        assertThat(refreshes.await(second, LONG)).isTrue();
        assertThat(refreshes.next()).isEqualTo(Refreshes.NONE);
        assertThat(refreshes.any()).isTrue();
    }

    @Test
    void who_asks_while_one_is_made_is_served_by_the_next() {
        ask();
        long running = refreshes.next();
        long late = ask();

        refreshes.done(running);

        assertThat(refreshes.await(late, Duration.ZERO)).isFalse();
        refreshes.done(refreshes.next());
        assertThat(refreshes.await(late, LONG)).isTrue();
    }

    @Test
    void only_the_first_that_waits_wakes_the_reader_up() {
        ask();
        ask();
        assertThat(wokenUp).hasValue(1);

        refreshes.done(refreshes.next());
        ask();
        assertThat(wokenUp).hasValue(2);
    }

    @Test
    void who_waits_goes_on_as_soon_as_it_is_made() {
        long asked = ask();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> refreshes.await(asked, LONG));

        refreshes.done(refreshes.next());

        assertThat(waiting.join()).isTrue();
    }
}
