package io.gatesync.localstack;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a stack, in the order in which they may start; they are stopped in the opposite order. */
public enum Part {
    KAFKA,
    POSTGRES,
    REGISTRY,
    PROJECTOR,
    PROCESSOR,
    GATEWAY;

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
