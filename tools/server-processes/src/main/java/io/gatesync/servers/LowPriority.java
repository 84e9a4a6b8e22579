package io.gatesync.servers;

import java.util.ArrayList;
import java.util.List;

/** Starts a command so that it works only while nothing else wants the processor. */
final class LowPriority {

    private static final List<String> PREFIX = List.of("nice", "-n", "19");

    private LowPriority() {}

    /** The command that starts this one; it stays one process. */
    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(PREFIX);
        whole.addAll(command);
        return whole;
    }
}
