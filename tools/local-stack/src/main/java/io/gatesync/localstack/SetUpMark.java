package io.gatesync.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says that the topics and schemas in a stack's data are those of one build. It lies among Kafka's data, and goes with them.
 *
 * @param stackFolder of the stack
 * @param build tells the builds of the services apart
 */
record SetUpMark(Path stackFolder, String build) {

    private Path file() {
        return stackFolder.resolve(Part.KAFKA.toString()).resolve("set-up-for");
    }

    boolean isThere() {
        try {
            return Files.exists(file()) && Files.readString(file()).equals(build);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put() {
        try {
            Files.writeString(file(), build);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
