package io.gatesync.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM of the stack is started: with the JDK that runs this one, and without a word on standard error. */
public final class ChildJvm {

    private static final int FIRST_WITH_UNSAFE_WARNING = 23;

    private ChildJvm() {}

    /** The command line of a JVM. */
    public static List<String> command(Path stackFolder, List<String> jvmOptions, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Early in the line, so that the process is recognised as this stack's however long the line gets.
        command.add("-Dgatesync.data=" + stackFolder);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_WARNING) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(jvmOptions);
        command.addAll(mainAndArguments);
        return command;
    }
}
