package io.gatesync.servers;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a command the head of a session of its own. Ctrl-C goes to every process of the terminal's foreground group:
 * without this all servers would get it at once, and go down in any order.
 */
final class OwnSession {

    static final File NOTHING = new File("/dev/null");

    private static final List<String> PREFIX = prefix();

    private OwnSession() {}

    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(PREFIX);
        whole.addAll(command);
        return whole;
    }

    private static List<String> prefix() {
        if (Programs.onPath("setsid")) {
            return List.of("setsid");
        }
        // macOS has no setsid, but Perl.
        if (Programs.onPath("perl")) {
            return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!;");
        }
        return List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");
    }
}
