package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ProcessMeter.Usage;
import io.gatesync.bench.ProcessMeter.Used;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {

    private static final ProcessHandle THIS = ProcessHandle.current();

    @Test
    void a_process_of_the_stack_and_this_one_are_measured() {
        Used used = new ProcessMeter(() -> Map.of("gateway", THIS)).read().untilNow();

        assertThat(used.processes()).extracting(Usage::name).containsExactlyInAnyOrder("gateway", "bench itself");
        assertThat(used.processes()).allSatisfy(usage -> {
            assertThat(usage.memoryBytes()).isGreaterThan(1 << 20);
            assertThat(usage.cpuSeconds()).isNotNegative();
        });
        assertThat(used.machineBusy()).isBetween(0.0, 1.0);
    }

    @Test
    void work_shows_as_cpu_time() {
        ProcessMeter.Reading before = new ProcessMeter(Map::of).read();
        Instant cpuBefore = Instant.EPOCH.plus(THIS.info().totalCpuDuration().orElseThrow());
        while (Instant.EPOCH.plus(THIS.info().totalCpuDuration().orElseThrow()).isBefore(cpuBefore.plusMillis(100))) {
            Thread.onSpinWait();
        }

        assertThat(before.untilNow().processes())
                .singleElement()
                .satisfies(usage -> assertThat(usage.cpuSeconds()).isGreaterThanOrEqualTo(0.1));
    }

    @Test
    void a_process_that_came_later_is_measured_from_its_start() {
        List<Map<String, ProcessHandle>> found = new ArrayList<>(List.of(Map.of(), Map.of("gateway", THIS)));

        assertThat(new ProcessMeter(found::removeFirst).read().untilNow().processes())
                .filteredOn(usage -> usage.name().equals("gateway"))
                .singleElement()
                .satisfies(usage -> assertThat(usage.cpuSeconds()).isPositive());
    }
}
