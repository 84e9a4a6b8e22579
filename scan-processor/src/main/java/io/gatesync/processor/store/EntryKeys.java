package io.gatesync.processor.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.processor.decision.FirstScan;
import io.gatesync.processor.decision.Scan;
import io.gatesync.processor.decision.ScanTime;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the store's entries. A key is the kind of the entry, the event, the qrcode, and what tells the entries of one
 * ticket apart; lengths stand before the texts, so no two keys have the same bytes.
 */
final class EntryKeys {
    /** The state of a ticket. */
    private static final byte TICKET = 't';
    /** The verdict on a scan, by the scan's name. */
    private static final byte VERDICT = 'v';
    /** The name of a scan, by the slot that its verdict takes in the ticket's ring. */
    private static final byte SLOT = 's';
    /** The round of admissions of an event. */
    private static final byte ROUND = 'r';

    private static final int UUID_BYTES = 2 * Long.BYTES;
    private static final long NO_TIME = Long.MIN_VALUE;

    private EntryKeys() {}

    static Bytes ticket(TicketKey ticket) {
        return key(TICKET, ticket, new byte[0]);
    }

    /** @param scanName of {@link #scanName} */
    static Bytes verdict(TicketKey ticket, byte[] scanName) {
        return key(VERDICT, ticket, scanName);
    }

    static Bytes slot(TicketKey ticket, int slot) {
        return key(SLOT, ticket, ByteBuffer.allocate(Integer.BYTES).putInt(slot).array());
    }

    static Bytes round(String eventId) {
        return Bytes.wrap(prefix(ROUND, eventId.getBytes(UTF_8), 0).array());
    }

    /** What the keys of all entries of an event begin with. */
    static List<Bytes> ofEvent(String eventId) {
        byte[] event = eventId.getBytes(UTF_8);
        return Stream.of(TICKET, VERDICT, SLOT, ROUND)
                .map(kind -> Bytes.wrap(prefix(kind, event, 0).array()))
                .toList();
    }

    /** What names a scan of a ticket: the id and the time that the device gave it, and the device. */
    static byte[] scanName(Scan scan) {
        return scanName(scan.id(), scan.deviceId(), scan.time());
    }

    /** The same for the scan on which somebody came in. */
    static byte[] scanName(FirstScan scan) {
        return scanName(scan.scanId(), scan.deviceId(), scan.time());
    }

    private static byte[] scanName(UUID id, String deviceId, ScanTime time) {
        byte[] device = deviceId.getBytes(UTF_8);
        return ByteBuffer.allocate(UUID_BYTES + Long.BYTES + device.length)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(time.fromDevice() ? time.at().toEpochMilli() : NO_TIME)
                .put(device)
                .array();
    }

    private static Bytes key(byte kind, TicketKey ticket, byte[] rest) {
        byte[] event = ticket.eventId().getBytes(UTF_8);
        byte[] qrcode = ticket.qrcode().getBytes(UTF_8);
        return Bytes.wrap(prefix(kind, event, Integer.BYTES + qrcode.length + rest.length)
                .putInt(qrcode.length)
                .put(qrcode)
                .put(rest)
                .array());
    }

    private static ByteBuffer prefix(byte kind, byte[] event, int bytesAfter) {
        return ByteBuffer.allocate(1 + Integer.BYTES + event.length + bytesAfter)
                .put(kind)
                .putInt(event.length)
                .put(event);
    }
}
