package io.gatesync.simulation;

import static java.util.Collections.max;
import static java.util.Collections.min;
import static java.util.stream.Collectors.toMap;

import io.gatesync.guarantees.topics.TableRows;
import io.gatesync.guarantees.topics.TableRows.DeviceId;
import io.gatesync.guarantees.topics.TableRows.DeviceLoginRow;
import io.gatesync.guarantees.topics.TableRows.DeviceRow;
import io.gatesync.guarantees.topics.TableRows.EventRow;
import io.gatesync.guarantees.topics.TableRows.LoginRow;
import io.gatesync.guarantees.topics.TableRows.ScanId;
import io.gatesync.guarantees.topics.TableRows.ScanRow;
import io.gatesync.guarantees.topics.TableRows.SessionRow;
import io.gatesync.guarantees.topics.TableRows.TicketId;
import io.gatesync.guarantees.topics.TableRows.TicketRow;
import io.gatesync.projector.changes.Admission;
import io.gatesync.projector.changes.AdmissionReset;
import io.gatesync.projector.changes.OfflineDevice;
import io.gatesync.projector.changes.PrintedTicket;
import io.gatesync.projector.changes.ScanLog;
import io.gatesync.projector.changes.SyncProgress;
import io.gatesync.projector.changes.TableChanges;
import io.gatesync.projector.changes.TicketKey;
import io.gatesync.projector.changes.VerdictCounts;
import io.gatesync.projector.tables.OffsetStep;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The tables in memory, by the rules of the projector's SQL. That these are its rules is shown by {@link SimulationOnPostgresTest},
 * where both take the same batches.
 */
final class SimulatedTables implements Database {
    private final Collection<TopicPartition> partitions;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<String, Long> rounds = new HashMap<>();
    private final Map<TicketKey, Ticket> tickets = new HashMap<>();
    private final Map<ScanLog.Scan, Log> logs = new HashMap<>();
    private final Map<Long, Session> sessions = new HashMap<>();
    private final Map<String, EventRow> events = new HashMap<>();
    private final Map<Long, LoginRow> logins = new HashMap<>();
    private final Map<DeviceId, DeviceRow> devices = new HashMap<>();
    private final Map<DeviceId, DeviceLoginRow> deviceLogins = new HashMap<>();

    /** @param partitions that are projected */
    SimulatedTables(Collection<TopicPartition> partitions) {
        this.partitions = partitions;
    }

    /** A row of {@code offline_tickets}. */
    private record Ticket(
            @Nullable String type,
            @Nullable String admittence,
            @Nullable String number,
            boolean revoked,
            @Nullable Entered entered,
            Instant createdAt,
            Instant updatedAt) {}

    /** Who was admitted on a ticket. */
    private record Entered(String deviceId, Instant scannedAt, long round) {}

    /**
     * A row of {@code device_scan_logs}.
     *
     * @param row what a reader compares of it
     */
    private record Log(long id, @Nullable String metadata, Instant createdAt, ScanRow row) {}

    /** A row of {@code sync_sessions}. */
    private record Session(
            String eventId,
            String deviceId,
            String sessionToken,
            int uploaded,
            VerdictCounts counts,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Integer pending) {

        boolean isCompleted() {
            return uploaded > 0
                    && counts.successful() + counts.failed() + counts.duplicate() + counts.replayed() >= uploaded;
        }
    }

    @Override
    public Map<TopicPartition, Long> offsets() {
        partitions.forEach(partition -> offsets.putIfAbsent(partition, 0L));
        return Map.copyOf(offsets);
    }

    @Override
    public boolean write(TableChanges changes, List<OffsetStep> steps) {
        if (!steps.stream().allMatch(step -> Long.valueOf(step.expected()).equals(offsets.get(step.partition())))) {
            return false;
        }
        steps.forEach(step -> offsets.put(step.partition(), step.next()));
        changes.events()
                .forEach(event ->
                        events.put(event.eventId(), new EventRow(event.name(), event.state(), event.changedAt())));
        changes.resets().forEach(this::reset);
        changes.tickets().forEach(this::change);
        changes.admissions().stream().filter(Admission::takesBack).forEach(this::takeBack);
        changes.admissions().forEach(this::admit);
        changes.scanLogs().forEach(this::log);
        changes.syncs().forEach(this::progress);
        changes.loginLogs()
                .forEach(login -> logins.putIfAbsent(
                        login.id(),
                        new LoginRow(
                                login.eventId(),
                                login.identifier(),
                                login.deviceId(),
                                login.success(),
                                login.message(),
                                login.ipAddress(),
                                login.userAgent(),
                                login.attemptedAt())));
        changes.devices()
                .forEach(device -> devices.put(
                        id(device.key()),
                        new DeviceRow(device.name(), device.gate(), device.state(), device.changedAt())));
        changes.deviceLogins()
                .forEach(login -> deviceLogins.put(
                        id(login.key()), new DeviceLoginRow(login.name(), login.gate(), login.loggedInAt())));
        return true;
    }

    private static DeviceId id(OfflineDevice.Key key) {
        return new DeviceId(key.eventId(), key.deviceId());
    }

    private long round(String eventId) {
        return rounds.getOrDefault(eventId, 0L);
    }

    private void reset(AdmissionReset reset) {
        if (reset.round() <= round(reset.eventId())) {
            return;
        }
        rounds.put(reset.eventId(), reset.round());
        tickets.replaceAll((key, ticket) ->
                key.eventId().equals(reset.eventId()) && ticket.entered != null && ticket.entered.round < reset.round()
                        ? admitted(ticket, null, ticket.createdAt, ticket.updatedAt)
                        : ticket);
        logs.replaceAll((scan, log) ->
                scan.eventId().equals(reset.eventId()) && log.row.round() < reset.round() ? rehearsed(log) : log);
    }

    private static Log rehearsed(Log log) {
        ScanRow row = log.row;
        return new Log(log.id, log.metadata, log.createdAt, merged(row, row, row.admitted(), true, row));
    }

    private void change(PrintedTicket change) {
        Ticket before = tickets.get(change.key());
        tickets.put(
                change.key(),
                before == null
                        ? new Ticket(
                                printed(change.type(), null),
                                printed(change.admittence(), null),
                                printed(change.number(), null),
                                change.revoked() != null && change.revoked(),
                                null,
                                change.createdAt(),
                                change.updatedAt())
                        : new Ticket(
                                printed(change.type(), before.type),
                                printed(change.admittence(), before.admittence),
                                printed(change.number(), before.number),
                                change.revoked() == null ? before.revoked : change.revoked(),
                                before.entered,
                                earlier(before.createdAt, change.createdAt()),
                                later(before.updatedAt, change.updatedAt())));
    }

    private static @Nullable String printed(@Nullable String change, @Nullable String before) {
        String text = change == null ? before : change;
        return text == null || text.isEmpty() ? null : text;
    }

    private void takeBack(Admission admission) {
        tickets.computeIfPresent(
                admission.key(),
                (key, ticket) -> ticket.entered != null && ticket.entered.round <= admission.round()
                        ? admitted(ticket, null, ticket.createdAt, ticket.updatedAt)
                        : ticket);
    }

    private void admit(Admission admission) {
        boolean counts =
                admission.counts() && admission.round() >= round(admission.key().eventId());
        Entered entered = counts ? new Entered(admission.deviceId(), admission.scannedAt(), admission.round()) : null;
        tickets.merge(
                admission.key(),
                new Ticket(
                        admission.type(),
                        admission.admittence(),
                        admission.number(),
                        false,
                        entered,
                        admission.createdAt(),
                        admission.updatedAt()),
                (present, inserted) -> admitted(
                        present,
                        present.entered == null || present.entered.round < (counts ? admission.round() : 0)
                                ? entered
                                : present.entered,
                        earlier(present.createdAt, admission.createdAt()),
                        later(present.updatedAt, admission.updatedAt())));
    }

    private static Ticket admitted(Ticket ticket, @Nullable Entered entered, Instant createdAt, Instant updatedAt) {
        return new Ticket(ticket.type, ticket.admittence, ticket.number, ticket.revoked, entered, createdAt, updatedAt);
    }

    private void log(ScanLog log) {
        Log later = new Log(
                log.id(),
                log.metadata(),
                log.createdAt(),
                new ScanRow(
                        log.status(),
                        log.error(),
                        log.decidedAt(),
                        log.admitted(),
                        log.gate(),
                        log.clockAheadMs(),
                        log.round(),
                        log.round() < round(log.scan().eventId()),
                        log.undoneAt(),
                        log.undoReason()));
        logs.merge(log.scan(), later, log.scanIdFromDevice() ? SimulatedTables::once : SimulatedTables::untilNotFailed);
    }

    private static Log once(Log present, Log later) {
        ScanRow before = present.row;
        ScanRow after = later.row;
        boolean changes =
                before.undoneAt() == null && (after.undoneAt() != null || (after.admitted() && !before.admitted()));
        return changes
                ? new Log(
                        present.id,
                        present.metadata,
                        present.createdAt,
                        merged(before, before, after.admitted(), before.rehearsal(), after))
                : present;
    }

    private static Log untilNotFailed(Log present, Log later) {
        ScanRow before = present.row;
        ScanRow after = later.row;
        boolean nextRound = after.round() > before.round();
        boolean askedAnew = nextRound
                || (before.status().equals("failed") && !after.status().equals("failed"));
        Log verdict = askedAnew ? later : present;
        return askedAnew || (after.admitted() && !before.admitted())
                ? new Log(
                        present.id,
                        verdict.metadata,
                        present.createdAt,
                        merged(
                                before,
                                verdict.row,
                                after.admitted() || (before.admitted() && !nextRound),
                                verdict.row.rehearsal(),
                                before))
                : present;
    }

    private static ScanRow merged(ScanRow present, ScanRow verdict, boolean admitted, boolean rehearsal, ScanRow undo) {
        return new ScanRow(
                verdict.status(),
                verdict.error(),
                verdict.syncedAt(),
                admitted,
                present.gate(),
                present.clockAheadMs(),
                verdict.round(),
                rehearsal,
                undo.undoneAt(),
                undo.undoReason());
    }

    private void progress(SyncProgress sync) {
        sessions.merge(
                sync.id(),
                new Session(
                        sync.eventId(),
                        sync.deviceId(),
                        sync.sessionToken(),
                        sync.uploaded(),
                        sync.verdicts(),
                        sync.startedAt(),
                        sync.updatedAt(),
                        sync.pending()),
                SimulatedTables::plus);
    }

    private static Session plus(Session present, Session more) {
        return new Session(
                present.eventId,
                present.deviceId,
                present.sessionToken,
                Math.max(present.uploaded, more.uploaded),
                new VerdictCounts(
                        present.counts.successful() + more.counts.successful(),
                        present.counts.failed() + more.counts.failed(),
                        present.counts.duplicate() + more.counts.duplicate(),
                        present.counts.conflict() + more.counts.conflict(),
                        present.counts.replayed() + more.counts.replayed()),
                start(present, more),
                later(present.updatedAt, more.updatedAt),
                present.pending == null ? more.pending : present.pending);
    }

    private static Instant start(Session present, Session more) {
        if (present.uploaded > 0) {
            return present.startedAt;
        }
        return more.uploaded > 0 ? more.startedAt : earlier(present.startedAt, more.startedAt);
    }

    private static Instant earlier(Instant one, Instant other) {
        return min(List.of(one, other));
    }

    private static Instant later(Instant one, Instant other) {
        return max(List.of(one, other));
    }

    @Override
    public void empty() {
        contents().forEach(Map::clear);
    }

    /** Every table with all its rows and columns. */
    List<Map<?, ?>> contents() {
        return List.of(offsets, rounds, tickets, logs, sessions, events, logins, devices, deviceLogins);
    }

    @Override
    public TableRows rows() {
        return new TableRows(
                Map.copyOf(events),
                rows(tickets, key -> new TicketId(key.eventId(), key.qrcode()), SimulatedTables::row),
                rows(
                        logs,
                        scan -> new ScanId(
                                scan.eventId(), scan.deviceId(), scan.qrcode(), scan.scanId(), scan.scannedAt()),
                        Log::row),
                rows(sessions, Function.identity(), SimulatedTables::row),
                Map.copyOf(logins),
                Map.copyOf(devices),
                Map.copyOf(deviceLogins));
    }

    private static <K, V, I, R> Map<I, R> rows(Map<K, V> table, Function<K, I> id, Function<V, R> row) {
        return table.entrySet().stream()
                .collect(toMap((Entry<K, V> entry) -> id.apply(entry.getKey()), entry -> row.apply(entry.getValue())));
    }

    private static TicketRow row(Ticket ticket) {
        Entered entered = ticket.entered;
        return new TicketRow(
                ticket.type,
                ticket.admittence,
                ticket.number,
                ticket.revoked,
                entered == null ? 0 : 1,
                entered == null ? 0 : 1,
                entered == null ? null : entered.scannedAt,
                entered == null ? null : entered.deviceId);
    }

    private static SessionRow row(Session session) {
        return new SessionRow(
                session.eventId,
                session.deviceId,
                session.sessionToken,
                session.uploaded,
                session.counts.successful(),
                session.counts.failed(),
                session.counts.duplicate(),
                session.counts.conflict(),
                session.counts.replayed(),
                session.isCompleted(),
                session.pending);
    }
}
