package io.gatesync.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Servers that outlived a parent which was killed. */
public final class OrphanProcesses {

    private static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private OrphanProcesses() {}

    /**
     * Stops every server that was started in the folder and still runs. A process that merely got the same id since is
     * left alone.
     *
     * @return the names of those that ran
     */
    public static List<String> stop(Path folder) {
        Path normal = folder.toAbsolutePath().normalize();
        return PidFile.all(normal).stream()
                .filter(note -> note.stopOrphan(STOP_GRACE))
                .map(PidFile::name)
                .toList();
    }
}
