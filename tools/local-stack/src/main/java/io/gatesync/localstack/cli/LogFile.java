package io.gatesync.localstack.cli;

import java.nio.file.Path;

/** Where the libraries in this process log to: the terminal belongs to the operator. */
final class LogFile {

    private LogFile() {}

    /** Has to be called before anything logs. */
    static void writeTo(Path file) {
        System.setProperty("logback.configurationFile", "io/gatesync/localstack/cli/logback.xml");
        System.setProperty("gatesync.log", file.toString());
    }
}
