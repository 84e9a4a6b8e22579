package io.gatesync.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Servers that still run although the JVM that started them was killed. */
public final class OrphanProcesses {

    private static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private OrphanProcesses() {}

    /**
     * Stops every server that runs on a folder. A process that was given the id of a server that has ended is left alone.
     *
     * @param folder must be used by no other JVM now
     * @return the names of the servers that ran
     */
    public static List<String> stop(Path folder) {
        Path normal = folder.toAbsolutePath().normalize();
        return PidFile.all(normal).stream()
                .filter(note -> note.stopOrphan(STOP_GRACE))
                .map(PidFile::name)
                .toList();
    }

    /**
     * Ends every server that runs on a folder at once, and what it has started: where nothing in the folder is worth an orderly end.
     *
     * @param folder must be used by no other JVM now
     */
    public static void kill(Path folder) {
        PidFile.all(folder.toAbsolutePath().normalize()).forEach(note -> note.killOrphan(STOP_GRACE));
    }
}
