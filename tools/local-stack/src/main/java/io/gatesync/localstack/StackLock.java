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

/** Says that a stack's folder is in use, and by whom. The operating system gives it up with the process that holds it. */
final class StackLock implements AutoCloseable {

    /** Those of this JVM. Their files are never opened a second time: closing any channel of a file gives up its lock. */
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
     * Takes the folder.
     *
     * @throws ServerFailedException when another process has it
     */
    static StackLock take(Path folder) {
        if (!OWN.add(folder)) {
            throw taken(folder, ProcessHandle.current());
        }
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                OWN.remove(folder);
                throw taken(folder, noted(folder).orElse(null));
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

    private static ServerFailedException taken(Path folder, ProcessHandle holder) {
        String who = holder == null ? "" : " (process " + holder.pid() + ")";
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
            // A lock that one gets was nobody's; closing the channel gives it up again.
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
