package io.gatesync.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the servers that run on a folder, whoever started them, by the notes of their process ids. */
public final class RunningProcesses {

    private RunningProcesses() {}

    /**
     * The processes of all servers that run on a folder now, by the servers' names; empty if none does. A process that
     * was given the id of a server that has ended is not among them.
     *
     * @param folder of the whole stack, such as {@code .gatesync}
     */
    public static Map<String, ProcessHandle> in(Path folder) {
        Map<String, ProcessHandle> running = new LinkedHashMap<>();
        for (PidFile note : PidFile.all(folder.toAbsolutePath().normalize())) {
            note.running().ifPresent(process -> running.put(note.name(), process));
        }
        return running;
    }
}
