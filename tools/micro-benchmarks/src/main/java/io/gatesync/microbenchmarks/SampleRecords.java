package io.gatesync.microbenchmarks;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records as the services publish them. */
final class SampleRecords {

    private static final String EVENT = "open-air";
    private static final Instant NOON = Instant.parse("2026-07-04T12:00:00Z");

    private SampleRecords() {}

    static TicketChanged ticket(String qrcode) {
        return new TicketChanged(EVENT, qrcode, TicketStatus.VALID, "VIP", "Weekend", qrcode, NOON, null);
    }

    static ScanUploaded scan(String qrcode) {
        return ScanUploaded.newBuilder()
                .setScanId(new UUID(1, qrcode.hashCode()))
                .setScanIdFromDevice(true)
                .setEventId(EVENT)
                .setDeviceId("north-1")
                .setSessionToken("session-1")
                .setQrcode(qrcode)
                .setScannedAt(NOON)
                .setUploadedAt(NOON)
                .setTicketTypes(List.of())
                .setSyncSessionId(17L)
                .setAdmitted(true)
                .build();
    }

    static ScanDecided outcome(String qrcode) {
        return ScanDecided.newBuilder()
                .setScanId(new UUID(1, qrcode.hashCode()))
                .setScanIdFromDevice(true)
                .setEventId(EVENT)
                .setDeviceId("north-1")
                .setSessionToken("session-1")
                .setQrcode(qrcode)
                .setScannedAt(NOON)
                .setUploadedAt(NOON)
                .setTicketTypes(List.of())
                .setSyncSessionId(17L)
                .setAdmitted(true)
                .setVerdict(Verdict.SYNCED)
                .setTicket(new TicketDetails("VIP", "Weekend", qrcode))
                .setDecidedAt(NOON)
                .build();
    }
}
