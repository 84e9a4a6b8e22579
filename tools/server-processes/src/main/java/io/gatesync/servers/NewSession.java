package io.gatesync.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a command in a new session. Ctrl-C reaches every process of the terminal's foreground group: in the session of
 * this JVM, all servers would get it at once and end in any order.
 */
final class NewSession {

    private static final List<String> PREFIX = prefix();

    private NewSession() {}

    /** The command that starts this one as the leader of a new session; it stays one process. */
    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(PREFIX);
        whole.addAll(command);
        return whole;
    }

    private static List<String> prefix() {
        if (isOnPath("setsid")) {
            return List.of("setsid");
        }
        // macOS has no setsid, but it has Perl.
        if (isOnPath("perl")) {
            return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!;");
        }
        return List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
