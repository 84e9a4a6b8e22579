package io.gatesync.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command lines of JVMs as servers: run by the JDK of this JVM, and without the warnings that newer JDKs log. */
public final class ChildJvm {

    /** The system property with options for every JVM that is started here, separated by spaces; those of the server come after. */
    public static final String OPTIONS_PROPERTY = "gatesync.jvm";

    private static final int FIRST_WITH_UNSAFE_WARNING = 23;

    private ChildJvm() {}

    /**
     * The command line of a JVM.
     *
     * @param stackFolder named in the line, so that the process can be recognised
     */
    public static List<String> command(Path stackFolder, List<String> jvmOptions, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Early in the line, because systems cut off what they show of a long one.
        command.add("-Dgatesync.data=" + stackFolder);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_WARNING) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(optionsOfAll());
        command.addAll(jvmOptions);
        command.addAll(mainAndArguments);
        return command;
    }

    /** The options that {@value #OPTIONS_PROPERTY} names. */
    public static List<String> optionsOfAll() {
        return Stream.of(System.getProperty(OPTIONS_PROPERTY, "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
    }
}
