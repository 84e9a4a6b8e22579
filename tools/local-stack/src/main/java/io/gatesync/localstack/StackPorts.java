package io.gatesync.localstack;

import io.gatesync.servers.Ports;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** The number of each port of a stack. */
public final class StackPorts {

    private final Map<StackPort, Integer> numbers = new EnumMap<>(StackPort.class);

    /** The ports with these numbers. */
    public StackPorts(ToIntFunction<StackPort> number) {
        for (StackPort port : StackPort.values()) {
            numbers.put(port, number.applyAsInt(port));
        }
    }

    /** Ports that nobody listens on now. */
    public static StackPorts free() {
        return new StackPorts(port -> Ports.free());
    }

    int number(StackPort port) {
        return Objects.requireNonNull(numbers.get(port));
    }
}
