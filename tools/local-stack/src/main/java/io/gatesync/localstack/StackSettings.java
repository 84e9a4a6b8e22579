package io.gatesync.localstack;

import java.nio.file.Path;
import java.util.Map;

/**
 * What one stack is to be like.
 *
 * @param folder holds everything it keeps: data, logs, notes of process ids
 * @param ports where its parts listen
 * @param kafkaHeap the most that Kafka's JVM takes for objects, such as {@code 1g}
 * @param serviceHeap the same for each of GateSync's services
 * @param serviceEnvironment more environment variables for GateSync's services
 */
public record StackSettings(
        Path folder, StackPorts ports, String kafkaHeap, String serviceHeap, Map<String, String> serviceEnvironment) {

    public static final String DEFAULT_KAFKA_HEAP = "1g";
    public static final String DEFAULT_SERVICE_HEAP = "512m";

    public StackSettings {
        folder = folder.toAbsolutePath().normalize();
        serviceEnvironment = Map.copyOf(serviceEnvironment);
    }

    /** A stack that is in nobody's way. */
    public static StackSettings onFreePorts(Path folder) {
        return new StackSettings(folder, StackPorts.free(), DEFAULT_KAFKA_HEAP, DEFAULT_SERVICE_HEAP, Map.of());
    }

    /** The same with these environment variables for GateSync's services. */
    public StackSettings withServiceEnvironment(Map<String, String> environment) {
        return new StackSettings(folder, ports, kafkaHeap, serviceHeap, environment);
    }
}
