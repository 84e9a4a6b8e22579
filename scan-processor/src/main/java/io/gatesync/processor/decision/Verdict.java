package io.gatesync.processor.decision;

/** What the gate says to a scan, with the facts that the device is told along with it. */
public sealed interface Verdict {

    /** First scan of a valid ticket: let the holder in. */
    record Synced(Ticket ticket) implements Verdict {}

    /** The same device has let somebody in on this ticket before. */
    record Duplicate(Ticket ticket, FirstScan first) implements Verdict {}

    /**
     * Another device has let somebody in on this ticket before.
     *
     * @param earlierOnDevice whether this scan was made first by the devices' clocks, and only arrived second
     */
    record Conflict(Ticket ticket, FirstScan first, boolean earlierOnDevice) implements Verdict {}

    /** The event has no such ticket. */
    record NotFound() implements Verdict {}

    /** The organiser has revoked the ticket, perhaps after it was admitted. */
    record TicketRevoked(Ticket ticket) implements Verdict {}

    /** The ticket is valid, and stays unused: the device has sent its holder away, perhaps by an old list. */
    record RefusedAtGate(Ticket ticket) implements Verdict {}

    /** The device was cut off before it uploaded the scan. Nothing is told of the ticket, which stays as it is. */
    record DeviceRevoked() implements Verdict {}
}
