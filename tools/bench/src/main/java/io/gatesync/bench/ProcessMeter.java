package io.gatesync.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** CPU time and memory of the stack's processes, found by the notes of their ids in the data folder, and of this one. */
final class ProcessMeter {

    private static final String THIS = "bench itself";
    private static final long BYTES_PER_KIBIBYTE = 1024;
    /** The start time is counted from the boot time, which moves when the clock is set. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private final Path notes;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** @param dataFolder the stack's, such as {@code .gatesync} */
    ProcessMeter(Path dataFolder) {
        this.notes = dataFolder.resolve("pids");
    }

    /**
     * What a process used in a stretch of time.
     *
     * @param name of the service
     * @param cpuSeconds in all its threads and child processes
     * @param cores how many cores it kept busy on average
     * @param memoryBytes resident at the end; memory shared between processes is dealt out to them on Linux
     */
    record Usage(String name, double cpuSeconds, double cores, long memoryBytes) {}

    /**
     * What was used between two readings.
     *
     * @param machineBusy share of all cores that anything on the machine kept busy, 0 to 1
     */
    record Used(List<Usage> processes, double machineBusy) {
        Used {
            processes = List.copyOf(processes);
        }
    }

    /** A reading of all CPU clocks, to be compared with a later one. */
    final class Reading {
        private final long nanos = System.nanoTime();
        private final Map<String, Duration> cpu = new TreeMap<>();

        private Reading() {
            processes().forEach((name, process) -> cpu.put(name, cpu(process)));
        }

        Used untilNow() {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            double busy = machine.getCpuLoad();
            List<Usage> used = new ArrayList<>();
            processes().forEach((name, process) -> {
                Duration before = cpu.getOrDefault(name, Duration.ZERO);
                // A child that ended in between took its clock along.
                double cpuSeconds = Math.max(0, cpu(process).minus(before).toNanos() / 1e9);
                used.add(new Usage(name, cpuSeconds, cpuSeconds / seconds, memoryBytes(process)));
            });
            used.sort((one, other) -> Double.compare(other.cpuSeconds(), one.cpuSeconds()));
            return new Used(used, busy);
        }
    }

    Reading read() {
        // The load is counted from one call to the next.
        machine.getCpuLoad();
        return new Reading();
    }

    private Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new TreeMap<>();
        processes.put(THIS, ProcessHandle.current());
        if (Files.isDirectory(notes)) {
            try (Stream<Path> files = Files.list(notes)) {
                files.forEach(file -> noted(file)
                        .ifPresent(process -> processes.put(file.getFileName().toString(), process)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return processes;
    }

    /** A note reads: process id, start in milliseconds, and more. */
    private static Optional<ProcessHandle> noted(Path note) {
        try {
            String[] words = Files.readString(note).strip().split(" ", -1);
            Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(start ->
                                    Duration.between(start, started).abs().compareTo(CLOCK_SLACK) <= 0)
                            .isPresent());
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // The server was just stopped, or the note is half written: nothing to measure.
            return Optional.empty();
        }
    }

    private static Stream<ProcessHandle> tree(ProcessHandle process) {
        return ProcessHandle.current().equals(process)
                ? Stream.of(process)
                : Stream.concat(Stream.of(process), process.descendants());
    }

    private static Duration cpu(ProcessHandle process) {
        return tree(process)
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
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
            // Not Linux, or a process of somebody else.
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
