package io.gatesync.localstack;

import java.util.Locale;

/** The processes of a stack, in the order of their start; they are stopped in the opposite order. */
public enum Part {
    KAFKA,
    POSTGRES,
    REGISTRY,
    PROJECTOR,
    PROCESSOR,
    GATEWAY;

    /** What the operator calls it, such as {@code gateway}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
