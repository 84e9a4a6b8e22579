package io.gatesync.localstack;

import io.gatesync.servers.Directories;
import io.gatesync.servers.OrphanProcesses;
import io.gatesync.servers.ProcessEnd;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which a stack keeps everything, as another process sees it. */
public final class StackFolder {

    private static final String MARKERS = "done";
    private static final Duration STOP_GRACE = Duration.ofMinutes(3);

    private final Path path;

    public StackFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    public Path path() {
        return path;
    }

    /** The process that runs a stack on this folder now, if any. */
    public Optional<ProcessHandle> owner() {
        return StackLock.holder(path);
    }

    /** The secrets of the stack. */
    public StackAccess access() {
        return new StackAccess(path);
    }

    /** Where a part writes its log. */
    public Path log(Part part) {
        return path.resolve("logs").resolve(part + ".log");
    }

    /**
     * What clients of the Kafka on this folder are given as {@code bootstrap.servers}.
     *
     * @throws ServerFailedException if no stack ever ran on it
     */
    public String bootstrapServers() {
        return ports().address(StackPort.KAFKA);
    }

    /** The base URL of the API that the stack has, or had when it last ran. */
    public String gatewayUrl() {
        return "http://" + ports().address(StackPort.GATEWAY);
    }

    /** The ports that the stack has, or had when it last ran. */
    StackPorts ports() {
        return StackPorts.noted(path)
                .orElseThrow(() -> new ServerFailedException("GateSync has never run on the data in " + path
                        + ". `./gatesync up` starts it; data elsewhere are named with --data or GATESYNC_DATA."));
    }

    /**
     * Stops everything that runs on this folder: its owner, which stops its parts in order, and what a killed owner has
     * left running.
     *
     * @return whether anything ran
     */
    public boolean stop() {
        Optional<ProcessHandle> owner = owner();
        owner.ifPresent(StackFolder::stop);
        List<String> orphans = OrphanProcesses.stop(path);
        OrphanProcesses.kill(path.resolve(StartTraining.FOLDER));
        return owner.isPresent() || !orphans.isEmpty();
    }

    private static void stop(ProcessHandle owner) {
        owner.destroy();
        if (!ProcessEnd.within(STOP_GRACE, owner)) {
            throw new ServerFailedException(
                    "Process %d has not stopped GateSync within %d s".formatted(owner.pid(), STOP_GRACE.toSeconds()));
        }
    }

    /**
     * Deletes what a stack has put into the folder, and the folder if nothing else is in it. No stack may run on it.
     */
    public void delete() {
        Stream<String> parts = Stream.of(Part.values()).map(Part::toString);
        // The one of PostgreSQL is left where a start was killed.
        Stream<String> rest = Stream.of(
                Part.POSTGRES + ".new",
                "logs",
                "pids",
                "lock",
                StackPorts.FILE,
                MARKERS,
                LocalStack.JARS,
                LocalStack.START_CACHES,
                StartTraining.FOLDER,
                StackAccess.FOLDER);
        try {
            for (String name : Stream.concat(parts, rest).toList()) {
                Directories.delete(path.resolve(name));
            }
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // The folder also holds something else, which is not the stack's to delete.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@link #mark} was called with this marker; {@link #delete} forgets it. */
    public boolean isMarked(String marker) {
        return Files.exists(markers().resolve(marker));
    }

    /** Writes a marker: something that has to be done once for the data in this folder was done. */
    public void mark(String marker) {
        try {
            Files.createDirectories(markers());
            Files.writeString(markers().resolve(marker), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path markers() {
        return path.resolve(MARKERS);
    }
}
