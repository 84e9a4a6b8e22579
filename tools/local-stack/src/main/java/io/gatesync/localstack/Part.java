package io.gatesync.localstack;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The processes of a stack, in the order of their start; they are stopped in the opposite order. */
public enum Part {
    KAFKA(null),
    POSTGRES("Verdicts are given as before. Status and other reads answer 503 until it runs again."),
    REGISTRY("Services that run give verdicts as before. One that is started now is unready until it runs again."),
    PROJECTOR("Verdicts are given as before. Status and other reads answer 503 until it runs again."),
    PROCESSOR("Scans are taken in and kept, and answered as pending. They get their verdicts when it runs again."),
    GATEWAY("Devices get no answer and keep their scans. What was taken in gets its verdicts.");

    private final @Nullable String withoutIt;

    Part(@Nullable String withoutIt) {
        this.withoutIt = withoutIt;
    }

    /** What still works without this part, and what does not, for the operator; empty if nothing does. */
    public Optional<String> withoutIt() {
        return Optional.ofNullable(withoutIt);
    }

    /** What the operator calls it, such as {@code gateway}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
