package io.gatesync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.bench.ProcessMeter.Usage;
import io.gatesync.bench.ProcessMeter.Used;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMeterTest {

    private static final ProcessHandle THIS = ProcessHandle.current();

    @TempDir
    Path data;

    @BeforeEach
    void folderOfNotes() throws IOException {
        Files.createDirectory(data.resolve("pids"));
    }

    private void note(String name, Instant started) throws IOException {
        Files.writeString(
                data.resolve("pids").resolve(name), "%d %d TERM%n".formatted(THIS.pid(), started.toEpochMilli()));
    }

    @Test
    void a_noted_process_and_this_one_are_measured() throws IOException {
        note("gateway", THIS.info().startInstant().orElseThrow());

        Used used = new ProcessMeter(data).read().untilNow();

        assertThat(used.processes()).extracting(Usage::name).containsExactlyInAnyOrder("gateway", "bench itself");
        assertThat(used.processes()).allSatisfy(usage -> {
            assertThat(usage.memoryBytes()).isGreaterThan(1 << 20);
            assertThat(usage.cpuSeconds()).isNotNegative();
        });
        assertThat(used.machineBusy()).isBetween(0.0, 1.0);
    }

    @Test
    void work_shows_as_cpu_time() {
        ProcessMeter.Reading before = new ProcessMeter(data).read();
        Instant cpuBefore = Instant.EPOCH.plus(THIS.info().totalCpuDuration().orElseThrow());
        while (Instant.EPOCH.plus(THIS.info().totalCpuDuration().orElseThrow()).isBefore(cpuBefore.plusMillis(100))) {
            Thread.onSpinWait();
        }

        assertThat(before.untilNow().processes())
                .singleElement()
                .satisfies(usage -> assertThat(usage.cpuSeconds()).isGreaterThanOrEqualTo(0.1));
    }

    @Test
    void a_note_whose_process_id_was_given_out_again_is_left_out() throws IOException {
        note("kafka", Instant.EPOCH);
        Files.writeString(data.resolve("pids").resolve("registry"), "half");

        assertThat(new ProcessMeter(data).read().untilNow().processes())
                .extracting(Usage::name)
                .containsExactly("bench itself");
    }

    @Test
    void without_a_stack_only_this_process_is_measured() {
        assertThat(new ProcessMeter(data.resolve("nothing")).read().untilNow().processes())
                .hasSize(1);
    }
}
