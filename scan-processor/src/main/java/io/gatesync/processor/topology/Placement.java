package io.gatesync.processor.topology;

import io.gatesync.messaging.KeyPlacement;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where records of one type belong.
 *
 * @param <V> the type
 */
interface Placement<V> {
    /** By the qrcode. */
    Placement<ScanUploaded> OF_SCANS = (key, scan, partition, partitions) ->
            KeyPlacement.whyMisplaced(key, scan.getQrcode(), partition, partitions);

    /** By the qrcode, but for what concerns every ticket: each partition has such a record of its own, with an empty key. */
    Placement<TicketChanged> OF_TICKETS =
            (key, change, partition, partitions) -> change.getAdmissionRound() != null && key != null && key.length == 0
                    ? Optional.empty()
                    : KeyPlacement.whyMisplaced(key, change.getQrcode(), partition, partitions);

    /** Why a record does not lie where it belongs; empty if it does. */
    Optional<String> whyMisplaced(byte @Nullable [] key, V value, int partition, int partitions);
}
