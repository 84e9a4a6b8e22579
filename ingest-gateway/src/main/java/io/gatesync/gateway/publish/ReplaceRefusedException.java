package io.gatesync.gateway.publish;

import io.gatesync.gateway.comparison.TicketLoad;

/** A list was not to replace the event's tickets, because it would revoke more of them than the organiser may have meant. */
public final class ReplaceRefusedException extends RuntimeException {
    private final TicketLoad load;
    private final boolean confirmable;

    ReplaceRefusedException(TicketLoad load, boolean confirmable) {
        super("%d of %d valid tickets are missing from the list"
                .formatted(load.counts().missing(), load.counts().validBefore()));
        this.load = load;
        this.confirmable = confirmable;
    }

    /** What the list says; nothing of it was done. */
    public TicketLoad load() {
        return load;
    }

    /** Whether confirming the number is enough; otherwise rows of the list were refused, so that their tickets seem to be missing. */
    public boolean confirmable() {
        return confirmable;
    }
}
