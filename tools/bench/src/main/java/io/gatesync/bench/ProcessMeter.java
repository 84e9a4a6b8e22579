package io.gatesync.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Measures the CPU time and memory of the stack's processes, and of this one. */
final class ProcessMeter {

    /** The name of this process. */
    static final String THIS = "bench itself";

    /** Of {@code /proc}, on every Linux that Java runs on. */
    private static final long TICKS_PER_SECOND = 100;

    private static final long BYTES_PER_KIBIBYTE = 1024;

    private final Supplier<Map<String, ProcessHandle>> stack;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** @param stack finds the processes that run now, by name */
    ProcessMeter(Supplier<Map<String, ProcessHandle>> stack) {
        this.stack = stack;
    }

    /**
     * What a process used between two readings.
     *
     * @param name of the service or server
     * @param cpuSeconds of all its threads and child processes
     * @param cores how many cores it kept busy on average
     * @param memoryBytes resident at the end; on Linux, each process counts its share of memory used by several
     */
    record Usage(String name, double cpuSeconds, double cores, long memoryBytes) {}

    /**
     * What all processes used between two readings.
     *
     * @param machineBusy share of all cores that was busy, with whatever the machine did, 0 to 1
     */
    record Used(List<Usage> processes, double machineBusy) {
        Used {
            processes = List.copyOf(processes);
        }
    }

    /** A reading of the CPU time of all processes. */
    final class Reading {
        private final long nanos = System.nanoTime();
        private final Map<String, Duration> cpu = new TreeMap<>();

        private Reading() {
            processes().forEach((name, process) -> cpu.put(name, cpu(process)));
        }

        /** What was used since this reading. */
        Used untilNow() {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            double busy = machine.getCpuLoad();
            List<Usage> used = new ArrayList<>();
            processes().forEach((name, process) -> {
                Duration before = cpu.getOrDefault(name, Duration.ZERO);
                // Less than before if a child process has ended: its CPU time is no longer counted.
                double cpuSeconds = Math.max(0, cpu(process).minus(before).toNanos() / 1e9);
                used.add(new Usage(name, cpuSeconds, cpuSeconds / seconds, memoryBytes(process)));
            });
            used.sort((one, other) -> Double.compare(other.cpuSeconds(), one.cpuSeconds()));
            return new Used(used, busy);
        }
    }

    Reading read() {
        // The first call starts the interval that the next call measures.
        machine.getCpuLoad();
        return new Reading();
    }

    private Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new TreeMap<>(stack.get());
        processes.put(THIS, ProcessHandle.current());
        return processes;
    }

    private static Stream<ProcessHandle> tree(ProcessHandle process) {
        return ProcessHandle.current().equals(process)
                ? Stream.of(process)
                : Stream.concat(Stream.of(process), process.descendants());
    }

    private static Duration cpu(ProcessHandle process) {
        return tree(process).map(ProcessMeter::ownCpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** With that of its children that have ended, such as PostgreSQL's workers, where the system tells it. */
    private static Duration ownCpu(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name of the program stands in parentheses, and may contain spaces. Then comes the third field.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = 14; field <= 17; field++) {
                ticks += Long.parseLong(fields[field - 3]);
            }
            return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
        } catch (IOException notLinux) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }

    private static long memoryBytes(ProcessHandle process) {
        return tree(process).mapToLong(ProcessMeter::ownMemoryBytes).sum();
    }

    private static long ownMemoryBytes(ProcessHandle process) {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .findFirst()
                    .map(ProcessMeter::kibibytes)
                    .orElse(0L);
        } catch (IOException | UncheckedIOException e) {
            // Not Linux, or a process of another user.
            return residentBytesByPs(process);
        }
    }

    private static long residentBytesByPs(ProcessHandle process) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            try (BufferedReader out = ps.inputReader()) {
                String line = out.readLine();
                return line == null ? 0 : kibibytes(line);
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private static long kibibytes(String text) {
        return Long.parseLong(text.replaceAll("\\D", "")) * BYTES_PER_KIBIBYTE;
    }
}
