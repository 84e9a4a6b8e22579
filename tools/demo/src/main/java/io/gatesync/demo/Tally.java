package io.gatesync.demo;

import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * What devices have scanned, sent and been told so far.
 *
 * @param scanned scans made
 * @param admitted tickets that a device knows it has let in
 * @param duplicates scans of a ticket that the same device had let in before
 * @param conflicts scans of a ticket that another device had let in
 * @param failed scans of unknown codes and revoked tickets
 * @param pending scans that were answered without a verdict, and have none yet
 * @param uploads requests sent
 * @param lost answers that never reached the device
 * @param again requests that had to be sent again, because the gateway did not answer or said so
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

    /** Scans that the devices still keep. */
    long backlog() {
        return scanned - settled();
    }
}
