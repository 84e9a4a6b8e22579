package io.gatesync.processor.decision;

/** The verdict on a scan, with what the device is told along with it. */
public sealed interface Outcome {

    /** First scan of a valid ticket: let the holder in. */
    record Synced(Ticket ticket) implements Outcome {}

    /** The same device has scanned this ticket before. */
    record Duplicate(Ticket ticket, FirstScan first) implements Outcome {}

    /**
     * Another device has scanned this ticket before.
     *
     * @param earlierOnDevice whether this scan was made first by the devices' clocks, and only arrived second
     */
    record Conflict(Ticket ticket, FirstScan first, boolean earlierOnDevice) implements Outcome {}

    /** The event has no such ticket. */
    record NotFound() implements Outcome {}

    /** The organiser withdrew the ticket, perhaps after it was admitted. */
    record TicketRevoked(Ticket ticket) implements Outcome {}
}
