package io.gatesync.processor.decision;

import java.util.UUID;

/**
 * One scan of a ticket by a device: the parts that the verdict depends on.
 *
 * @param id the id of the scan
 * @param idFromDevice whether the device made the id; only then does the same id mean the same scan
 * @param deviceId the device that read the ticket
 * @param time when
 * @param holder what the device did with the holder of the ticket before it asked
 * @param round the round of admissions that it belongs to
 * @param deviceRevoked whether the device was cut off before it uploaded the scan: then nothing that it says of it counts
 */
public record Scan(
        UUID id,
        boolean idFromDevice,
        String deviceId,
        ScanTime time,
        Holder holder,
        long round,
        boolean deviceRevoked) {

    /** The same scan in this round. */
    Scan inRound(long other) {
        return other == round ? this : new Scan(id, idFromDevice, deviceId, time, holder, other, deviceRevoked);
    }

    /** What a device did with the holder of a ticket before it asked. */
    public enum Holder {
        /** Let in: somebody is inside, whatever the verdict says. */
        LET_IN,
        /** Sent away: nobody came in, so the ticket is not used up. */
        SENT_AWAY,
        /** Made to wait for the verdict, which decides. */
        WAITS
    }
}
