package io.gatesync.demo;

import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * What devices have been told so far.
 *
 * @param scanned scans made
 * @param admitted tickets that a device knows it let in
 * @param duplicates scans of a ticket that the same device had let in before
 * @param conflicts scans of a ticket that another device had let in
 * @param failed scans of no ticket, or a revoked one
 * @param pending scans that an answer left undecided, and none has decided since
 * @param uploads requests sent
 * @param lost answers that never arrived
 * @param again requests to be sent again, as the gateway was away or asked for patience
 */
record Tally(
        long scanned,
        long admitted,
        long duplicates,
        long conflicts,
        long failed,
        long pending,
        long uploads,
        long lost,
        long again) {

    static Tally sum(Collection<Tally> tallies) {
        return new Tally(
                sum(tallies, Tally::scanned),
                sum(tallies, Tally::admitted),
                sum(tallies, Tally::duplicates),
                sum(tallies, Tally::conflicts),
                sum(tallies, Tally::failed),
                sum(tallies, Tally::pending),
                sum(tallies, Tally::uploads),
                sum(tallies, Tally::lost),
                sum(tallies, Tally::again));
    }

    private static long sum(Collection<Tally> tallies, ToLongFunction<Tally> count) {
        return tallies.stream().mapToLong(count).sum();
    }

    /** Scans that have their verdict. */
    long settled() {
        return admitted + duplicates + conflicts + failed;
    }

    /** Scans that wait on the devices. */
    long backlog() {
        return scanned - settled();
    }
}
