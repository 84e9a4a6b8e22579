package io.gatesync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The note of a server's process id. It lets a later run stop a server whose parent was killed.
 *
 * <p>The system gives process ids out again, so an id alone proves nothing. A process is the noted one only if it also
 * started at the noted time and names the stack's folder in its command line.
 */
final class PidFile {

    /** The system counts start times from the boot time, which moves when the clock is set. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private final Path folder;
    private final String name;
    private final Path file;

    private PidFile(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        this.file = notes(folder).resolve(name);
    }

    static PidFile of(Path folder, String name) {
        return new PidFile(folder, name);
    }

    /** All notes in a folder, first those of servers that use the others. */
    static List<PidFile> all(Path folder) {
        if (!Files.isDirectory(notes(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(notes(folder))) {
            return files.map(file -> of(folder, file.getFileName().toString()))
                    .sorted(Comparator.comparingInt(PidFile::startOrder).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path notes(Path folder) {
        return folder.resolve("pids");
    }

    String name() {
        return name;
    }

    private int startOrder() {
        return read().map(Note::startOrder).orElse(0);
    }

    void write(ProcessHandle process, Signal signal, int startOrder) {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, "%d %d %s %d%n".formatted(process.pid(), started.toEpochMilli(), signal, startOrder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops the noted process if it still runs, and deletes the note.
     *
     * @return whether it ran
     */
    boolean stopOrphan(Duration grace) {
        Optional<Note> note = read();
        Optional<ProcessHandle> orphan = running();
        orphan.ifPresent(process -> {
            note.orElseThrow().signal().send(process);
            if (!ProcessEnd.within(grace, process)) {
                kill(process, grace);
            }
        });
        delete();
        return orphan.isPresent();
    }

    /** Ends the noted process at once if it still runs, and deletes the note. */
    void killOrphan(Duration grace) {
        running().ifPresent(process -> kill(process, grace));
        delete();
    }

    private void kill(ProcessHandle process, Duration grace) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!ProcessEnd.within(grace, process)) {
            throw new ServerFailedException(
                    "%s of an earlier run (process %d) still runs after it was killed with SIGKILL"
                            .formatted(name, process.pid()));
        }
    }

    private record Note(long pid, Instant started, Signal signal, int startOrder) {}

    private Optional<Note> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            return Optional.of(new Note(
                    Long.parseLong(words[0]),
                    Instant.ofEpochMilli(Long.parseLong(words[1])),
                    Signal.valueOf(words[2]),
                    Integer.parseInt(words[3])));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Half a note, written when the machine stopped: the process stopped with it.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The noted process, if it still runs. */
    Optional<ProcessHandle> running() {
        return read().flatMap(note -> ProcessHandle.of(note.pid())
                .filter(process -> startedAt(process, note.started()))
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString())));
    }

    private static boolean startedAt(ProcessHandle process, Instant noted) {
        return process.info()
                .startInstant()
                .map(started -> Duration.between(started, noted).abs().compareTo(CLOCK_SLACK) <= 0)
                .orElse(false);
    }
}
