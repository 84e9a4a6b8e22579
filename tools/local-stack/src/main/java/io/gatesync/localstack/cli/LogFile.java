package io.gatesync.localstack.cli;

import java.nio.file.Path;

/** The file that the libraries in this process log to, because the terminal is for the operator. */
final class LogFile {

    private LogFile() {}

    /** Takes effect only before anything was logged. */
    static void writeTo(Path file) {
        System.setProperty("logback.configurationFile", "io/gatesync/localstack/cli/logback.xml");
        System.setProperty("gatesync.log", file.toString());
    }
}
