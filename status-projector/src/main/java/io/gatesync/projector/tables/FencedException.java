package io.gatesync.projector.tables;

import java.util.List;

/**
 * The tables are not at the offsets where this projector left them: another projector has written on from there, or the
 * tables were emptied. Nothing of the batch was written.
 */
public final class FencedException extends RuntimeException {
    FencedException(List<OffsetStep> steps) {
        super("The tables are not at the offsets where this projector left them (%s and %d other partitions)"
                .formatted(steps.getFirst().partition(), steps.size() - 1));
    }
}
