package io.gatesync.localstack;

import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Marks a stack's folder as in use, and by which process. The system releases the lock when that process ends. */
final class StackLock implements AutoCloseable {

    /** The folders that this JVM has. Their lock files are not opened again: closing any channel of one releases it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private StackLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    private static Path file(Path folder) {
        return folder.resolve("lock");
    }

    /**
     * Takes the folder for this process.
     *
     * @throws ServerFailedException if a process already has it
     */
    static StackLock take(Path folder) {
        if (!OWN.add(folder)) {
            throw taken(folder, Optional.of(ProcessHandle.current()));
        }
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                OWN.remove(folder);
                throw taken(folder, noted(folder));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new StackLock(folder, channel);
        } catch (IOException e) {
            OWN.remove(folder);
            throw new UncheckedIOException(e);
        }
    }

    private static ServerFailedException taken(Path folder, Optional<ProcessHandle> holder) {
        String who = holder.map(process -> " (process " + process.pid() + ")").orElse("");
        return new ServerFailedException("GateSync already runs on the data in " + folder + who);
    }

    /** The process that has the folder, if any. */
    static Optional<ProcessHandle> holder(Path folder) {
        if (OWN.contains(folder)) {
            return Optional.of(ProcessHandle.current());
        }
        if (!Files.exists(file(folder))) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.WRITE)) {
            // If this process gets the lock, nobody had it; closing the channel releases it again.
            return channel.tryLock() == null ? noted(folder) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> noted(Path folder) throws IOException {
        String pid = Files.readString(file(folder), StandardCharsets.US_ASCII);
        return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OWN.remove(folder);
        }
    }
}
