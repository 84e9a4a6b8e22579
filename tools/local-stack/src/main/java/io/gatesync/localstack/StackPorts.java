package io.gatesync.localstack;

import io.gatesync.servers.Ports;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The number of each port of a stack. The running stack notes them in its folder, for commands in other processes. */
public final class StackPorts {

    /** The name of the note. */
    static final String FILE = "ports";

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

    /** The ports that the stack on a folder has, or had when it last ran; empty if none ever did. */
    static Optional<StackPorts> noted(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties noted = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            noted.load(reader);
            return Optional.of(new StackPorts(
                    port -> Integer.parseInt(noted.getProperty(port.toString(), Integer.toString(port.usual())))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void note(Path folder) {
        String lines = numbers.entrySet().stream()
                .map(port -> port.getKey() + "=" + port.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            // In one step: an `up` that is killed leaves the note of the last one, or its own.
            Path half = folder.resolve(FILE + ".half");
            Files.writeString(half, lines);
            Files.move(half, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address(StackPort port) {
        return Ports.LOOPBACK + ":" + number(port);
    }

    /** The number of a port. */
    public int number(StackPort port) {
        return Objects.requireNonNull(numbers.get(port));
    }
}
