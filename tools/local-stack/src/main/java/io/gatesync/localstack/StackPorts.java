package io.gatesync.localstack;

import io.gatesync.servers.Ports;

/** Where the parts of a stack listen, all on the loopback address. */
public record StackPorts(
        int gateway, int projector, int processor, int registry, int kafka, int kafkaController, int postgres) {

    /** Ports that nobody listened on a moment ago. */
    public static StackPorts free() {
        return new StackPorts(
                Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }
}
