package io.gatesync.localstack;

import java.nio.file.Path;

/**
 * Where and how one stack runs.
 *
 * @param folder of everything that it keeps: data, logs, notes of process ids
 * @param ports that its parts listen on
 * @param kafkaHeap largest heap of Kafka's JVM, such as {@code 1g}
 * @param serviceHeap largest heap of each service's JVM
 */
public record StackSettings(Path folder, StackPorts ports, String kafkaHeap, String serviceHeap) {

    public static final String DEFAULT_KAFKA_HEAP = "1g";
    public static final String DEFAULT_SERVICE_HEAP = "512m";

    public StackSettings {
        folder = folder.toAbsolutePath().normalize();
    }

    /** A stack on free ports, with the usual heaps. */
    public static StackSettings onFreePorts(Path folder) {
        return new StackSettings(folder, StackPorts.free(), DEFAULT_KAFKA_HEAP, DEFAULT_SERVICE_HEAP);
    }
}
