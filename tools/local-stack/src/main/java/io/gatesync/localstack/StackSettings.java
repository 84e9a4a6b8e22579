package io.gatesync.localstack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how one stack runs.
 *
 * @param folder of everything that it keeps: data, logs, notes of process ids
 * @param ports that its parts listen on
 * @param kafkaHeap largest heap of Kafka's JVM, such as {@code 1g}
 * @param serviceHeap largest heap of each service's JVM
 * @param certificate with which the gateway answers other machines, too; null if it answers only this one
 * @param more what else its parts are told
 */
public record StackSettings(
        Path folder,
        StackPorts ports,
        String kafkaHeap,
        String serviceHeap,
        @Nullable GatewayCertificate certificate,
        More more) {

    public static final String DEFAULT_KAFKA_HEAP = "1g";
    public static final String DEFAULT_SERVICE_HEAP = "512m";

    public StackSettings {
        folder = folder.toAbsolutePath().normalize();
    }

    public StackSettings(Path folder, StackPorts ports, String kafkaHeap, String serviceHeap) {
        this(folder, ports, kafkaHeap, serviceHeap, null, More.NOTHING);
    }

    public StackSettings(Path folder, StackPorts ports, String kafkaHeap, String serviceHeap, More more) {
        this(folder, ports, kafkaHeap, serviceHeap, null, more);
    }

    /**
     * What the parts of a stack are told besides what each always is, and before it.
     *
     * @param brokers of Kafka: 1, or 3 of which any one may be killed; then each topic has three replicas
     * @param kafka settings of each broker
     * @param acls whether the services get their rights in Kafka when it is set up
     * @param postgres settings of PostgreSQL
     * @param services the environment of each service, by the service's part
     */
    public record More(
            int brokers,
            Map<String, String> kafka,
            boolean acls,
            Map<String, String> postgres,
            Map<Part, Map<String, String>> services) {
        /** Nothing else. */
        public static final More NOTHING = new More(1, Map.of(), false, Map.of(), Map.of());

        public More {
            kafka = Map.copyOf(kafka);
            postgres = Map.copyOf(postgres);
            services = Map.copyOf(services);
        }
    }

    /** A stack on free ports, with the usual heaps. */
    public static StackSettings onFreePorts(Path folder) {
        return new StackSettings(folder, StackPorts.free(), DEFAULT_KAFKA_HEAP, DEFAULT_SERVICE_HEAP);
    }
}
