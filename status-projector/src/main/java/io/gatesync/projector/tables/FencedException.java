package io.gatesync.projector.tables;

import java.util.List;

/** Another projector has written these partitions further, or the tables were emptied: nothing of the batch is kept. */
public final class FencedException extends RuntimeException {
    FencedException(List<OffsetStep> steps) {
        super("the tables are not where this projector left %s and %d more"
                .formatted(steps.getFirst().partition(), steps.size() - 1));
    }
}
