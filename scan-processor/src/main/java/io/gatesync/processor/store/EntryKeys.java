package io.gatesync.processor.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.processor.decision.Scan;
import java.nio.ByteBuffer;
import java.util.List;
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

    /** What the keys of all entries of an event begin with. */
    static List<Bytes> ofEvent(String eventId) {
        byte[] event = eventId.getBytes(UTF_8);
        return Stream.of(TICKET, VERDICT, SLOT)
                .map(kind -> Bytes.wrap(prefix(kind, event, 0).array()))
                .toList();
    }

    /** What names a scan of a ticket: the id and the time that the device gave it, and the device. */
    static byte[] scanName(Scan scan) {
        byte[] device = scan.deviceId().getBytes(UTF_8);
        return ByteBuffer.allocate(UUID_BYTES + Long.BYTES + device.length)
                .putLong(scan.id().getMostSignificantBits())
                .putLong(scan.id().getLeastSignificantBits())
                .putLong(scan.time().fromDevice() ? scan.time().at().toEpochMilli() : NO_TIME)
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
