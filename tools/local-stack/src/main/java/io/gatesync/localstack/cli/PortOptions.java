package io.gatesync.localstack.cli;

import io.gatesync.localstack.StackPorts;
import picocli.CommandLine.Option;

/** The options that choose ports; each can also be given in the environment. */
final class PortOptions {

    private static final String GATEWAY = "8080";
    private static final String PROJECTOR = "8082";
    private static final String PROCESSOR = "8083";
    private static final String REGISTRY = "8081";
    private static final String KAFKA = "9092";
    private static final String KAFKA_CONTROLLER = "9093";
    // Not 5432: a PostgreSQL of the machine's own often has that.
    private static final String POSTGRES = "54320";

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_GATEWAY:-" + GATEWAY + "}",
            description = "the API; default: " + GATEWAY + ", or $$GATESYNC_PORT_GATEWAY")
    private int gateway;

    @Option(
            names = "--projector-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_PROJECTOR:-" + PROJECTOR + "}",
            description = "the status-projector; default: " + PROJECTOR + ", or $$GATESYNC_PORT_PROJECTOR")
    private int projector;

    @Option(
            names = "--processor-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_PROCESSOR:-" + PROCESSOR + "}",
            description = "health of the scan-processor; default: " + PROCESSOR + ", or $$GATESYNC_PORT_PROCESSOR")
    private int processor;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_REGISTRY:-" + REGISTRY + "}",
            description = "the schema registry; default: " + REGISTRY + ", or $$GATESYNC_PORT_REGISTRY")
    private int registry;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_KAFKA:-" + KAFKA + "}",
            description = "Kafka; default: " + KAFKA + ", or $$GATESYNC_PORT_KAFKA")
    private int kafka;

    @Option(
            names = "--kafka-controller-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_KAFKA_CONTROLLER:-" + KAFKA_CONTROLLER + "}",
            description = "Kafka's own; default: " + KAFKA_CONTROLLER + ", or $$GATESYNC_PORT_KAFKA_CONTROLLER")
    private int kafkaController;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "${env:GATESYNC_PORT_POSTGRES:-" + POSTGRES + "}",
            description = "PostgreSQL; default: " + POSTGRES + ", or $$GATESYNC_PORT_POSTGRES")
    private int postgres;

    StackPorts chosen() {
        return new StackPorts(gateway, projector, processor, registry, kafka, kafkaController, postgres);
    }
}
