package io.gatesync.testing;

import io.gatesync.servers.Directories;
import io.gatesync.servers.OrphanProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A temporary folder for the servers of one test JVM. A lock shows that the JVM still runs. If it was killed, the next
 * test JVM stops its servers and deletes the folder.
 */
final class ServersFolder implements AutoCloseable {

    private static final Path PARENT =
            Path.of(System.getProperty("java.io.tmpdir"), "gatesync-test-servers-" + System.getProperty("user.name"));
    private static final String LOCK_SUFFIX = ".lock";

    /** The lock files of this JVM. They are not opened again: closing any channel of one releases its lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path lockFile;
    private final FileChannel lock;

    private ServersFolder(Path path, Path lockFile, FileChannel lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Creates a new folder, after deleting those of killed JVMs. */
    static synchronized ServersFolder create() {
        try {
            Files.createDirectories(PARENT);
            // Locked while folders are created and deleted, so that nobody deletes one that is being created.
            try (FileChannel all = open(PARENT.resolve("all"))) {
                all.lock();
                clearAbandoned();
                String name = UUID.randomUUID().toString();
                Path lockFile = PARENT.resolve(name + LOCK_SUFFIX);
                FileChannel lock = open(lockFile);
                lock.lock();
                OWN.add(lockFile);
                return new ServersFolder(Files.createDirectory(PARENT.resolve(name)), lockFile, lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clearAbandoned() throws IOException {
        List<Path> lockFiles = new ArrayList<>();
        try (var files = Files.newDirectoryStream(PARENT, "*" + LOCK_SUFFIX)) {
            files.forEach(lockFiles::add);
        }
        lockFiles.removeAll(OWN);
        for (Path lockFile : lockFiles) {
            try (FileChannel channel = open(lockFile);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    clear(folderOf(lockFile), lockFile);
                }
            }
        }
    }

    private static Path folderOf(Path lockFile) {
        String file = lockFile.getFileName().toString();
        return lockFile.resolveSibling(file.substring(0, file.length() - LOCK_SUFFIX.length()));
    }

    private static void clear(Path folder, Path lockFile) throws IOException {
        OrphanProcesses.stop(folder);
        Directories.delete(folder);
        Files.deleteIfExists(lockFile);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (lock) {
            clear(path, lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
