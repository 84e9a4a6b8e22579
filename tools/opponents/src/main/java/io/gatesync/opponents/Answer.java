package io.gatesync.opponents;

import static io.gatesync.opponents.Json.utf8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What a device is answered, field by field as GateSync answers it. */
final class Answer {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final int BYTES = 320;
    private static final int BYTES_PER_SCAN = 190;

    private static final byte[] HEAD =
            utf8("{\"status\":200,\"message\":\"Sync completed\",\"summary\":{\"total_uploaded\":");
    private static final byte[] SUCCESSFUL = utf8(",\"successful\":");
    private static final byte[] DUPLICATES = utf8(",\"duplicates\":");
    private static final byte[] FAILED = utf8(",\"failed\":");
    private static final byte[] CONFLICTS = utf8(",\"conflicts\":");
    private static final byte[] RESULTS = utf8(",\"pending\":0},\"results\":[");
    private static final byte[] FIRST_RESULT = utf8("{\"qrcode\":");
    private static final byte[] NEXT_RESULT = utf8(",{\"qrcode\":");
    private static final byte[] SCAN_ID = utf8(",\"scan_id\":");
    private static final byte[] SYNCED =
            utf8(",\"status\":200,\"message\":\"Synced successfully\",\"sync_status\":\"synced\"");
    private static final byte[] DUPLICATE =
            utf8(",\"status\":200,\"message\":\"Already synced by this device\",\"sync_status\":\"duplicate\"");
    private static final byte[] CONFLICT =
            utf8(",\"status\":409,\"message\":\"Already scanned by another device\",\"sync_status\":\"conflict\"");
    private static final byte[] NOT_FOUND =
            utf8(",\"status\":404,\"message\":\"Ticket not found\",\"sync_status\":\"failed\"");
    private static final byte[] REVOKED =
            utf8(",\"status\":410,\"message\":\"Ticket revoked\",\"sync_status\":\"failed\"");
    private static final byte[] SCANNED_AT = utf8(",\"scanned_at\":");
    private static final byte[] SCANNED_BY = utf8(",\"scanned_by\":");
    private static final byte[] TYPE = utf8(",\"type\":");
    private static final byte[] ADMITTENCE = utf8(",\"admittence\":");
    private static final byte[] NUMBER = utf8(",\"number\":");
    private static final byte[] REPLAYED = utf8(",\"replayed\":true");
    private static final byte[] END = utf8("}");
    private static final byte[] SESSION = utf8("],\"sync_session_id\":");
    private static final byte[] SYNCED_AT = utf8(",\"synced_at\":");

    private Answer() {}

    static Json to(Upload upload, long nowMillis) {
        Upload.Counts counts = upload.counts();
        Json out = new Json(BYTES + BYTES_PER_SCAN * upload.scans().size());
        out.raw(HEAD).number(upload.scans().size());
        out.raw(SUCCESSFUL).number(counts.synced() + counts.replayed());
        out.raw(DUPLICATES).number(counts.duplicates());
        out.raw(FAILED).number(counts.failed());
        out.raw(CONFLICTS).number(counts.conflicts());
        out.raw(RESULTS);
        byte[] start = FIRST_RESULT;
        for (Scan scan : upload.scans()) {
            out.raw(start);
            result(out, scan);
            start = NEXT_RESULT;
        }
        out.raw(SESSION).number(upload.sessionId());
        return out.raw(SYNCED_AT).text(date(nowMillis)).raw(END);
    }

    private static void result(Json out, Scan scan) {
        Ticket ticket = scan.ticket;
        out.text(scan.qrcode).raw(SCAN_ID).text(scan.id.toString());
        switch (scan.verdict()) {
            case SYNCED ->
                out.raw(SYNCED)
                        .raw(TYPE)
                        .text(ticket.type())
                        .raw(ADMITTENCE)
                        .text(ticket.admittence())
                        .raw(NUMBER)
                        .text(ticket.number());
            case DUPLICATE -> first(out.raw(DUPLICATE), ticket);
            case CONFLICT -> first(out.raw(CONFLICT), ticket);
            case NOT_FOUND -> out.raw(NOT_FOUND);
            case REVOKED -> out.raw(REVOKED);
        }
        if (scan.replayed) {
            out.raw(REPLAYED);
        }
        out.raw(END);
    }

    private static void first(Json out, Ticket ticket) {
        out.raw(SCANNED_AT).text(date(ticket.firstAtMillis()));
        out.raw(SCANNED_BY).text(ticket.firstDevice());
        out.raw(TYPE).text(ticket.type()).raw(NUMBER).text(ticket.number());
    }

    private static String date(long millis) {
        return DATE.format(Instant.ofEpochMilli(millis));
    }

    /** Why there is no answer. */
    static Json problem(int status, String why, boolean retry) {
        return new Json(BYTES)
                .raw(utf8("{\"type\":\"about:blank\",\"status\":" + status + ",\"detail\":"))
                .text(why)
                .raw(utf8(",\"retry\":" + retry + "}"));
    }
}
