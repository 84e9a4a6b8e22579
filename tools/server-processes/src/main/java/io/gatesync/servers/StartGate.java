package io.gatesync.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a server run only after its process id was noted. If this JVM is killed in between, the process ends without having done
 * anything: one that ran and stood in no note would hold its port, and nobody could tell whose it is.
 */
final class StartGate {
    /** Waits for a line. If there is none, because the other end of the pipe is gone, nothing runs. */
    private static final List<String> PREFIX =
            List.of("/bin/sh", "-c", "read -r noted && exec \"$@\" < /dev/null", "sh");

    private StartGate() {}

    /** The command that waits to be let run, and then becomes this one; it stays one process. */
    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(PREFIX);
        whole.addAll(command);
        return whole;
    }

    /** @throws IOException if the process has ended meanwhile */
    static void open(Process process) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write("noted\n".getBytes(UTF_8));
        }
    }
}
