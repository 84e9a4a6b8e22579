package io.gatesync.projector.changes;

import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import java.time.Instant;

/**
 * An event as it stands.
 *
 * @param name what the staff call it
 * @param state open, closed or ended
 * @param changedAt by the gateway's clock
 */
public record OfflineEvent(String eventId, String name, String state, Instant changedAt) {

    static OfflineEvent of(EventAccess event) {
        return new OfflineEvent(event.getEventId(), event.getName(), state(event.getState()), event.getChangedAt());
    }

    private static String state(EventState state) {
        return switch (state) {
            case OPEN -> "open";
            case CLOSED -> "closed";
            case ENDED -> "ended";
            case OTHER -> throw new IllegalArgumentException("No table shows a state that this version does not know");
        };
    }
}
