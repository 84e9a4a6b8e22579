package io.gatesync.localstack;

import java.util.Locale;

/** The ports of a stack, all on the loopback address but that of HTTPS. */
public enum StackPort {
    GATEWAY(8080),
    /** On all addresses, and only where the stack has a certificate. */
    GATEWAY_HTTPS(8443),
    PROJECTOR(8082),
    PROCESSOR(8083),
    REGISTRY(8081),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    /** Not 5432, which a PostgreSQL of the machine's own often has. */
    POSTGRES(54_320);

    private final int usual;

    StackPort(int usual) {
        this.usual = usual;
    }

    /** The number where nothing else is chosen. */
    public int usual() {
        return usual;
    }

    /** What the operator calls it, such as {@code kafka-controller}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
