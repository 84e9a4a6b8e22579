package io.gatesync.processor.topology;

import io.gatesync.messaging.KeyPlacement;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where records of one type belong.
 *
 * @param <V> the type
 * @param qrcode by which a record is keyed
 * @param everywhere whether a record is about every ticket: each partition has one of its own, with an empty key
 */
record Placement<V>(Function<V, String> qrcode, Predicate<V> everywhere) {
    static final Placement<ScanUploaded> OF_SCANS = new Placement<>(ScanUploaded::getQrcode, scan -> false);

    static final Placement<TicketChanged> OF_TICKETS =
            new Placement<>(TicketChanged::getQrcode, change -> change.getAdmissionRound() != null);

    /** Why a record does not lie where it belongs; empty if it does. */
    Optional<String> whyMisplaced(byte @Nullable [] key, V value, int partition, int partitions) {
        return everywhere.test(value) && key != null && key.length == 0
                ? Optional.empty()
                : KeyPlacement.whyMisplaced(key, qrcode.apply(value), partition, partitions);
    }
}
