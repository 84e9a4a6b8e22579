package io.gatesync.localstack;

import java.nio.file.Path;

/**
 * Where and how one stack runs.
 *
 * @param folder holds everything it keeps: data, logs, notes of process ids
 * @param ports where its parts listen
 * @param kafkaHeap the most that Kafka's JVM takes for objects, such as {@code 1g}
 * @param serviceHeap the same for each of GateSync's services
 */
public record StackSettings(Path folder, StackPorts ports, String kafkaHeap, String serviceHeap) {

    public static final String DEFAULT_KAFKA_HEAP = "1g";
    public static final String DEFAULT_SERVICE_HEAP = "512m";

    public StackSettings {
        folder = folder.toAbsolutePath().normalize();
    }

    /** A stack that is in nobody's way. */
    public static StackSettings onFreePorts(Path folder) {
        return new StackSettings(folder, StackPorts.free(), DEFAULT_KAFKA_HEAP, DEFAULT_SERVICE_HEAP);
    }
}
