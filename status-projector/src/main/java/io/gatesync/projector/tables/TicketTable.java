package io.gatesync.projector.tables;

import io.gatesync.projector.changes.Admission;
import io.gatesync.projector.changes.PrintedTicket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * {@code offline_tickets}: one row per ticket. What is printed on it comes from one topic and its admission from another;
 * both make the row where it is missing, so that they may come in any order.
 */
final class TicketTable {
    /**
     * A null leaves what stands in the row, and an empty text becomes null. The row is read first, because the row that is to be
     * inserted cannot say both. Nobody changes it in between: the offset of its partition in the topic is locked.
     */
    private static final String CHANGE = """
            insert into offline_tickets as present (event_id, qrcode, event_ticket_type, event_ticket_admittence,
                ticket_number, revoked, created_at, updated_at)
            select event_id, qrcode, nullif(coalesce(type, event_ticket_type), ''),
                nullif(coalesce(admittence, event_ticket_admittence), ''), nullif(coalesce(number, ticket_number), ''),
                coalesce(changed.revoked, before.revoked, false),
                to_timestamp(changed.created_at / 1000.0::float8), to_timestamp(changed.updated_at / 1000.0::float8)
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) as changed (event_id, qrcode, type, admittence, number, revoked,
                created_at, updated_at)
            left join offline_tickets as before using (event_id, qrcode)
            on conflict (event_id, qrcode) do update set event_ticket_type = excluded.event_ticket_type,
                event_ticket_admittence = excluded.event_ticket_admittence, ticket_number = excluded.ticket_number,
                revoked = excluded.revoked, created_at = least(present.created_at, excluded.created_at),
                updated_at = greatest(present.updated_at, excluded.updated_at)""";

    /**
     * Leaves the ticket as if it had never been admitted in this round. An admission of an earlier round may still stand there:
     * that of this round, which replaced it, is in the same batch.
     */
    private static final String TAKE_BACK = """
            update offline_tickets as ticket set log_count = 0, sync = 0, scanned_at = null, device_id = null, admission_round = 0
            from unnest(?, ?, ?) as back (event_id, qrcode, round)
            where ticket.event_id = back.event_id and ticket.qrcode = back.qrcode and ticket.log_count = 1
                and ticket.admission_round <= back.round""";

    /** An admission of a rehearsal, or one that was taken back, counts as none, at its time. */
    private static final String ADMITTED = """
            select event_id, qrcode, type, admittence, number, counts as log_count, counts as sync,
                case counts when 1 then to_timestamp(scanned_at / 1000.0::float8) end as scanned_at,
                case counts when 1 then device_id end as device_id, to_timestamp(created_at / 1000.0::float8) as created_at,
                to_timestamp(updated_at / 1000.0::float8) as updated_at, round * counts as admission_round
            from (select admitted.*, (counting and round >= coalesce(admission_round, 0))::integer as counts
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as admitted (event_id, qrcode, type, admittence, number, scanned_at,
                    device_id, created_at, updated_at, round, counting)
                left join admission_resets using (event_id)) as admitted""";

    /** Nearly always the tickets have been loaded, and their rows only change. */
    private static final String ADMIT = """
            update offline_tickets as present set %s
            from (%s) as admitted
            where present.event_id = admitted.event_id and present.qrcode = admitted.qrcode""".formatted(changesBy("admitted"), ADMITTED);

    /** The same, and makes the rows that are missing. */
    private static final String ADMIT_ALL = """
            insert into offline_tickets as present (event_id, qrcode, event_ticket_type, event_ticket_admittence,
                ticket_number, log_count, sync, scanned_at, device_id, created_at, updated_at, admission_round)
            select * from (%s) as admitted
            on conflict (event_id, qrcode) do update set %s""".formatted(ADMITTED, changesBy("excluded"));

    private final JdbcOperations jdbc;

    TicketTable(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Who is in on a ticket stays, unless the admission is of a later round; the times are of all that came, so that no order of
     * the rounds makes a difference to them.
     *
     * @param admission the name of its row
     */
    private static String changesBy(String admission) {
        Stream<String> entry = Stream.of("log_count", "sync", "scanned_at", "device_id", "admission_round")
                .map(column -> """
                        %2$s = case when present.log_count = 0 or present.admission_round < %1$s.admission_round
                            then %1$s.%2$s else present.%2$s end""".formatted(admission, column));
        Stream<String> times = Stream.of(
                "created_at = least(present.created_at, %s.created_at)".formatted(admission),
                "updated_at = greatest(present.updated_at, %s.updated_at)".formatted(admission));
        return Stream.concat(entry, times).collect(Collectors.joining(",\n    "));
    }

    void change(List<PrintedTicket> tickets) {
        if (tickets.isEmpty()) {
            return;
        }
        jdbc.update(
                CHANGE,
                new RowArrays<>(tickets)
                        .text(ticket -> ticket.key().eventId())
                        .text(ticket -> ticket.key().qrcode())
                        .text(PrintedTicket::type)
                        .text(PrintedTicket::admittence)
                        .text(PrintedTicket::number)
                        .bool(PrintedTicket::revoked)
                        .time(PrintedTicket::createdAt)
                        .time(PrintedTicket::updatedAt));
    }

    void admit(List<Admission> admissions) {
        if (admissions.isEmpty()) {
            return;
        }
        List<Admission> back = admissions.stream().filter(Admission::takesBack).toList();
        if (!back.isEmpty()) {
            jdbc.update(
                    TAKE_BACK,
                    new RowArrays<>(back)
                            .text(admission -> admission.key().eventId())
                            .text(admission -> admission.key().qrcode())
                            .int8(Admission::round));
        }
        RowArrays<Admission> rows = new RowArrays<>(admissions)
                .text(admission -> admission.key().eventId())
                .text(admission -> admission.key().qrcode())
                .text(Admission::type)
                .text(Admission::admittence)
                .text(Admission::number)
                .time(Admission::scannedAt)
                .text(Admission::deviceId)
                .time(Admission::createdAt)
                .time(Admission::updatedAt)
                .int8(Admission::round)
                .bool(Admission::counts);
        if (jdbc.update(ADMIT, rows) < admissions.size()) {
            jdbc.update(ADMIT_ALL, rows); // Those that are done it does not change.
        }
    }
}
