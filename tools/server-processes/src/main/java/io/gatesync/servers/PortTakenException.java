package io.gatesync.servers;

import io.gatesync.servers.ServerProcess.Port;

/** A server could not be started because another program listens on its port. */
public final class PortTakenException extends ServerFailedException {

    private final Port port;

    PortTakenException(Port port) {
        super("Port %d, which %s needs, is taken by another program. Stop that program, or choose another port."
                .formatted(port.number(), port.name()));
        this.port = port;
    }

    /** The port that is taken. */
    public Port port() {
        return port;
    }
}
