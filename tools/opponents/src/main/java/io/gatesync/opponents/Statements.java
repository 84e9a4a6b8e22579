package io.gatesync.opponents;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The statements of one transaction that decides many scans, each for all of them. */
final class Statements {

    /** The array goes through the index in its order, however many codes there are; the values of each are hashed. */
    private static final String ADMIT = """
            update offline_tickets t
            set log_count = 1, sync = 1, device_id = s.device_id, updated_at = to_timestamp(?::int8 / 1000.0::float8),
                scanned_at = to_timestamp(s.scanned_at / 1000.0::float8)
            from unnest(?::int4[], ?::text[], ?::text[], ?::int8[]) as s (place, qrcode, device_id, scanned_at)
            where t.event_id = ? and t.qrcode = any (?::text[]) and t.qrcode = s.qrcode
                and t.log_count = 0 and not t.revoked
            returning s.place, t.event_ticket_type, t.event_ticket_admittence, t.ticket_number""";

    /** Its snapshot is taken after ADMIT has got its locks: it sees who was admitted on every ticket not won. */
    private static final String TICKETS = """
            select qrcode, revoked, log_count, device_id, (extract(epoch from scanned_at)::float8 * 1000)::int8,
                event_ticket_type, event_ticket_admittence, ticket_number
            from offline_tickets where event_id = ? and qrcode = any (?::text[])""";

    private static final String LOGGED = """
            select place, (select l.sync_status || ':' || coalesce(l.sync_error, '') from device_scan_logs l
                where l.event_id = ? and l.device_id = s.device_id and l.qrcode = s.qrcode and l.scan_id = s.scan_id
                    and l.scanned_at_device = to_timestamp(s.scanned_at / 1000.0::float8))
            from unnest(?::int4[], ?::text[], ?::text[], ?::uuid[], ?::int8[]) as s (place, device_id, qrcode, scan_id,
                scanned_at)""";

    private static final String LOG_COLUMNS =
            "(id, event_id, device_id, qrcode, scan_id, scanned_at_device, synced_at, "
                    + "sync_status, sync_error, created_at, updated_at, admitted)";
    private static final int LOG_COLUMN_COUNT = 12;

    private static final String COPY_LOGS = "copy device_scan_logs " + LOG_COLUMNS + " from stdin (format binary)";

    private static final String INSERT_LOGS = "insert into device_scan_logs " + LOG_COLUMNS + """
             select id, event_id, device_id, qrcode, scan_id, to_timestamp(scanned_at / 1000.0::float8),
                to_timestamp(now / 1000.0::float8), sync_status, sync_error, to_timestamp(now / 1000.0::float8),
                to_timestamp(now / 1000.0::float8), sync_status = 'synced'
            from unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::int8[], ?::int8[], ?::text[], ?::text[])
                as s (id, event_id, device_id, qrcode, scan_id, scanned_at, now, sync_status, sync_error)""";

    private static final String INSERT_SESSIONS = """
            insert into sync_sessions (id, event_id, device_id, session_token, scans_uploaded, scans_successful,
                scans_failed, scans_duplicate, scans_conflict, scans_replayed, started_at, completed_at, status, created_at,
                updated_at)
            select id, event_id, device_id, session_token, uploaded, successful, failed, duplicate, conflict, replayed,
                to_timestamp(started_at / 1000.0::float8), to_timestamp(now / 1000.0::float8), 'completed',
                to_timestamp(started_at / 1000.0::float8), to_timestamp(now / 1000.0::float8)
            from unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::int4[], ?::int4[], ?::int4[], ?::int4[],
                ?::int4[], ?::int8[], ?::int8[]) as s (id, event_id, device_id, session_token, uploaded, successful, failed,
                duplicate, conflict, replayed, started_at, now)""";

    /** Fewer log rows are inserted, in one round trip with the commit; more are copied. */
    private static final int COPIED_FROM = 100;
    /** The server's cost per row grows with the rows of one {@code COPY}. */
    private static final int ROWS_PER_COPY = 400;

    private final Connection connection;
    private final PGConnection postgres;
    private final long nowMillis;

    Statements(Connection connection, long nowMillis) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
        this.nowMillis = nowMillis;
    }

    /** A ticket as the tables have it. */
    record Found(boolean revoked, Ticket ticket) {}

    /** Admits on every ticket that can be admitted on. The scans are of one event, each of another ticket. */
    void admit(List<Scan> scans) throws SQLException {
        if (scans.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(ADMIT)) {
            Array qrcodes = texts(scans, scan -> scan.qrcode);
            update.setLong(1, nowMillis);
            update.setArray(2, places(scans));
            update.setArray(3, qrcodes);
            update.setArray(4, texts(scans, scan -> scan.upload.deviceId()));
            update.setArray(5, longs(scans, scan -> scan.scannedAtMillis));
            update.setString(6, scans.getFirst().upload.eventId());
            update.setArray(7, qrcodes);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    Scan scan = scans.get(rows.getInt(1));
                    scan.decide(
                            Verdict.SYNCED,
                            new Ticket(
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    scan.upload.deviceId(),
                                    scan.scannedAtMillis));
                }
            }
        }
    }

    /** Finds which scans are in the log, and gives them the verdict that they had. The scans are of one event. */
    void lookUp(List<Scan> scans) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOGGED)) {
            select.setString(1, scans.getFirst().upload.eventId());
            select.setArray(2, places(scans));
            select.setArray(3, texts(scans, scan -> scan.upload.deviceId()));
            select.setArray(4, texts(scans, scan -> scan.qrcode));
            select.setArray(5, array("uuid", scans.stream().map(scan -> scan.id).toArray(UUID[]::new)));
            select.setArray(6, longs(scans, scan -> scan.scannedAtMillis));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String row = rows.getString(2);
                    if (row != null) {
                        Scan scan = scans.get(rows.getInt(1));
                        int colon = row.indexOf(':');
                        scan.verdict = Verdict.logged(row.substring(0, colon), row.substring(colon + 1));
                        scan.replayed = true;
                    }
                }
            }
        }
    }

    /** The tickets of scans of one event, by their codes. */
    Map<String, Found> tickets(List<Scan> scans) throws SQLException {
        Map<String, Found> tickets = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(TICKETS)) {
            select.setString(1, scans.getFirst().upload.eventId());
            select.setArray(
                    2,
                    array(
                            "text",
                            scans.stream().map(scan -> scan.qrcode).distinct().toArray(String[]::new)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    boolean admitted = rows.getInt(3) > 0;
                    Ticket ticket = new Ticket(
                            rows.getString(6),
                            rows.getString(7),
                            rows.getString(8),
                            admitted ? rows.getString(4) : null,
                            rows.getLong(5));
                    tickets.put(rows.getString(1), new Found(rows.getBoolean(2), ticket));
                }
            }
        }
        return tickets;
    }

    /** Writes the log and the uploads, and commits. */
    void logAndCommit(List<Scan> logs, long firstId, Collection<Upload> uploads) throws SQLException {
        boolean copied = logs.size() >= COPIED_FROM;
        if (copied) {
            copy(logs, firstId);
        }
        String first = copied || logs.isEmpty() ? "" : INSERT_LOGS + ";\n";
        try (PreparedStatement rest = connection.prepareStatement(first + INSERT_SESSIONS + ";\ncommit")) {
            setUploads(rest, first.isEmpty() ? 0 : setLogs(rest, logs, firstId), List.copyOf(uploads));
            rest.execute();
        }
    }

    private void copy(List<Scan> logs, long firstId) throws SQLException {
        CopyRows rows = new CopyRows();
        for (int from = 0; from < logs.size(); from += ROWS_PER_COPY) {
            rows.clear();
            for (int at = from; at < Math.min(logs.size(), from + ROWS_PER_COPY); at++) {
                Scan scan = logs.get(at);
                rows.row(LOG_COLUMN_COUNT)
                        .number(firstId + at)
                        .text(scan.upload.eventId())
                        .text(scan.upload.deviceId())
                        .text(scan.qrcode)
                        .id(scan.id)
                        .time(scan.scannedAtMillis)
                        .time(nowMillis)
                        .text(scan.verdict().status)
                        .text(scan.error())
                        .time(nowMillis)
                        .time(nowMillis)
                        .truth(scan.verdict == Verdict.SYNCED);
            }
            rows.to(connection, COPY_LOGS);
        }
    }

    private int setLogs(PreparedStatement insert, List<Scan> logs, long firstId) throws SQLException {
        long[] ids = new long[logs.size()];
        Arrays.setAll(ids, at -> firstId + at);
        int column = 0;
        insert.setArray(++column, array("int8", ids));
        insert.setArray(++column, texts(logs, scan -> scan.upload.eventId()));
        insert.setArray(++column, texts(logs, scan -> scan.upload.deviceId()));
        insert.setArray(++column, texts(logs, scan -> scan.qrcode));
        insert.setArray(
                ++column, array("uuid", logs.stream().map(scan -> scan.id).toArray(UUID[]::new)));
        insert.setArray(++column, longs(logs, scan -> scan.scannedAtMillis));
        insert.setArray(++column, longs(logs, scan -> nowMillis));
        insert.setArray(++column, texts(logs, scan -> scan.verdict().status));
        insert.setArray(++column, texts(logs, Scan::error));
        return column;
    }

    private void setUploads(PreparedStatement insert, int before, List<Upload> uploads) throws SQLException {
        List<Upload.Counts> counts = uploads.stream().map(Upload::counts).toList();
        int column = before;
        insert.setArray(++column, longs(uploads, Upload::sessionId));
        insert.setArray(++column, texts(uploads, Upload::eventId));
        insert.setArray(++column, texts(uploads, Upload::deviceId));
        insert.setArray(++column, texts(uploads, Upload::sessionToken));
        insert.setArray(++column, ints(uploads, upload -> upload.scans().size()));
        insert.setArray(++column, ints(counts, Upload.Counts::synced));
        insert.setArray(++column, ints(counts, Upload.Counts::failed));
        insert.setArray(++column, ints(counts, Upload.Counts::duplicates));
        insert.setArray(++column, ints(counts, Upload.Counts::conflicts));
        insert.setArray(++column, ints(counts, Upload.Counts::replayed));
        insert.setArray(++column, longs(uploads, Upload::startedAtMillis));
        insert.setArray(++column, longs(uploads, upload -> nowMillis));
    }

    private Array places(List<Scan> scans) throws SQLException {
        int[] places = new int[scans.size()];
        Arrays.setAll(places, place -> place);
        return array("int4", places);
    }

    private <T> Array ints(List<T> rows, ToIntFunction<T> value) throws SQLException {
        return array("int4", rows.stream().mapToInt(value).toArray());
    }

    private <T> Array longs(List<T> rows, ToLongFunction<T> value) throws SQLException {
        return array("int8", rows.stream().mapToLong(value).toArray());
    }

    private <T> Array texts(List<T> rows, Function<T, @Nullable String> value) throws SQLException {
        return array("text", rows.stream().map(value).toArray(String[]::new));
    }

    private Array array(String type, Object values) throws SQLException {
        return postgres.createArrayOf(type, values);
    }
}
