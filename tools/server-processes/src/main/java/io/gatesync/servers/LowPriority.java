package io.gatesync.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts a command, which leads a session of its own, so that it works only while nothing else wants the processor.
 *
 * <p>Where Linux gives each session its share ({@code autogroup}, see {@code sched(7)}), niceness counts within the session alone, so the
 * session itself is given the lowest. Only root may do that more than ten times a second: others try for some seconds, and go on without.
 */
final class LowPriority {

    private static final String SCRIPT = """
            tries=0
            while [ -w /proc/$$/autogroup ] && [ $tries -lt 50 ] && ! { echo 19 > /proc/$$/autogroup; } 2> /dev/null
            do
              tries=$((tries + 1))
              sleep 0.1
            done
            exec nice -n 19 "$@"
            """;

    private static final List<String> PREFIX = List.of("/bin/sh", "-c", SCRIPT, "sh");

    private LowPriority() {}

    /** The command that starts this one; it stays one process. */
    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(PREFIX);
        whole.addAll(command);
        return whole;
    }
}
