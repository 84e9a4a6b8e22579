package io.gatesync.localstack;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a stack, in the order in which they may start; they are stopped in the opposite order. */
public enum Part {
    KAFKA(0),
    POSTGRES(1),
    REGISTRY(2),
    PROJECTOR(3),
    PROCESSOR(4),
    GATEWAY(5);

    private final int startOrder;

    Part(int startOrder) {
        this.startOrder = startOrder;
    }

    int startOrder() {
        return startOrder;
    }

    /** The part that the operator calls so. */
    public static Optional<Part> named(String name) {
        return Stream.of(values()).filter(part -> part.toString().equals(name)).findFirst();
    }

    /** What the operator calls it, such as {@code gateway}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
