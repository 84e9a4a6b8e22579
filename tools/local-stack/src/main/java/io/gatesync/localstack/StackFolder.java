package io.gatesync.localstack;

import io.gatesync.servers.Leftovers;
import io.gatesync.servers.ServerFailedException;
import io.gatesync.servers.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The folder of a stack that other processes may be running on. */
public final class StackFolder {

    private static final String DONE = "done";
    private static final Duration STOP_GRACE = Duration.ofMinutes(3);

    private final Path path;

    public StackFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    public Path path() {
        return path;
    }

    /** The process that runs a stack on this folder, if any. */
    public Optional<ProcessHandle> owner() {
        return StackLock.holder(path);
    }

    /** Where a part writes its log. */
    public Path log(Part part) {
        return path.resolve("logs").resolve(part + ".log");
    }

    /**
     * Stops whatever runs on this folder: its owner, who stops its parts in order, and what a killed owner left behind.
     *
     * @return whether anything ran
     */
    public boolean stop() {
        Optional<ProcessHandle> owner = owner();
        owner.ifPresent(StackFolder::stop);
        List<String> leftovers = Leftovers.stop(path);
        return owner.isPresent() || !leftovers.isEmpty();
    }

    private static void stop(ProcessHandle owner) {
        owner.destroy();
        try {
            owner.onExit().get(STOP_GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ServerFailedException("Process " + owner.pid() + " has not stopped GateSync in time", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while GateSync was being stopped", e);
        }
    }

    /**
     * Deletes what a stack has put into the folder, and nothing else; then the folder, if nothing else is in it. Nothing
     * may run on it.
     */
    public void delete() {
        Stream<String> parts = Stream.of(Part.values()).map(Part::toString);
        Stream<String> rest = Stream.of("logs", "pids", "lock", DONE, GateSyncService.JARS);
        try {
            for (String name : Stream.concat(parts, rest).toList()) {
                Trees.delete(path.resolve(name));
            }
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Somebody keeps something else there.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@link #remember} was told so of the data in this folder. */
    public boolean remembers(String deed) {
        return Files.exists(deeds().resolve(deed));
    }

    /** Keeps in mind, as long as the data are kept, that something was done to them once and for all. */
    public void remember(String deed) {
        try {
            Files.createDirectories(deeds());
            Files.writeString(deeds().resolve(deed), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path deeds() {
        return path.resolve(DONE);
    }
}
