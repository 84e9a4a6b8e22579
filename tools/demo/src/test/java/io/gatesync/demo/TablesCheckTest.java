package io.gatesync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.client.DeviceStatus;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two phones: the first let one ticket in, the second had one scan that failed. */
class TablesCheckTest {

    private static final SortedMap<String, Tally> TOLD =
            new TreeMap<>(Map.of("first", tally(1, 0), "second", tally(0, 1)));

    private static Tally tally(long admitted, long failed) {
        return new Tally(admitted + failed, admitted, 0, 0, failed, 0, 0, 0, 0);
    }

    private static Reply<DeviceStatus> tables(long totalScans, long pendingScans) {
        return new Answered<>(new DeviceStatus(totalScans, pendingScans));
    }

    private static Reply<DeviceStatus> agreeingTables(String deviceId) {
        return deviceId.equals("first") ? tables(1, 0) : tables(0, 1);
    }

    private static List<String> violations(Function<String, Reply<DeviceStatus>> status, Duration lag)
            throws InterruptedException {
        return new TablesCheck(status, lag).finding(TOLD).violations();
    }

    @Test
    void tables_that_say_what_each_device_was_told_are_right() throws InterruptedException {
        assertThat(violations(TablesCheckTest::agreeingTables, Duration.ZERO)).isEmpty();
    }

    @Test
    void tables_that_differ_from_what_a_device_was_told_are_found() throws InterruptedException {
        assertThat(violations(deviceId -> tables(1, 1), Duration.ZERO))
                .containsExactly(
                        "first: it was told of 0 scans failed, the tables have 1",
                        "second: it was told of 0 tickets admitted, the tables have 1");
    }

    @Test
    void a_server_that_does_not_tell_is_found() throws InterruptedException {
        assertThat(violations(deviceId -> new SendAgain<>(Duration.ZERO, "the projector is away"), Duration.ZERO))
                .containsExactly(
                        "first: the server did not tell its status: the projector is away",
                        "second: the server did not tell its status: the projector is away");
    }

    @Test
    void tables_may_lag_behind() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();

        assertThat(violations(
                        deviceId -> asked.getAndIncrement() < 2 ? tables(0, 0) : agreeingTables(deviceId),
                        Duration.ofMinutes(1)))
                .isEmpty();
    }
}
