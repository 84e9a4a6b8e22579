package io.gatesync.bench;

import io.gatesync.client.EventState;
import io.gatesync.client.Gateway;
import io.gatesync.client.LoadedTickets;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.SyncAnswer;
import io.gatesync.client.SyncStatus;
import io.gatesync.client.Upload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Loads the tickets of all plans of a run into an event of their own. */
final class TicketLoader {

    /** Tickets that are loaded last and scanned to see that all have arrived: enough for some in each partition. */
    private static final List<String> PROBES =
            IntStream.range(0, 500).mapToObj("probe-%03d"::formatted).toList();

    private static final String PROBING_DEVICE = "probe-device";
    private static final int ROWS_PER_PIECE = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Callers callers;
    private final String eventId;

    TicketLoader(Callers callers, String eventId) {
        this.callers = callers;
        this.eventId = eventId;
    }

    /**
     * How long it took to load tickets.
     *
     * @param tickets how many
     * @param acknowledgedSeconds until the gateway answered: Kafka has them
     * @param inTablesSeconds until scans of the last ones were admitted, and the tables showed that
     */
    record Loading(long tickets, double acknowledgedSeconds, double inTablesSeconds) {}

    /** Opens the event. */
    void openEvent() throws NotReadyException {
        Reply<EventState> opened = callers.organiser()
                .send(asOrganiser -> asOrganiser.openEvent(eventId, "Benchmark", callers.passcode()));
        if (opened instanceof SendAgain<EventState> later) {
            throw new NotReadyException(later.why() + ". Is the stack up? ./gatesync up starts it.");
        }
    }

    /** Loads the tickets, and returns when they can be scanned. */
    Loading load(List<ScanPlan> plans) throws NotReadyException, InterruptedException {
        callers.logIn(PROBING_DEVICE);
        long startNanos = System.nanoTime();
        LoadedTickets loaded =
                answer(callers.organiser().send(asOrganiser -> asOrganiser.loadTickets(eventId, () -> csv(plans))));
        double acknowledgedSeconds = secondsSince(startNanos);
        if (loaded.refused() > 0) {
            throw new NotReadyException("The gateway refused %d of the tickets".formatted(loaded.refused()));
        }
        awaitProbesAdmitted();
        TablesCatchUp tables = new TablesCatchUp(callers.organiser(), eventId);
        tables.awaitAdmissions(PROBING_DEVICE, PROBES.size());
        if (!tables.finding().holds()) {
            throw new NotReadyException(String.join("; ", tables.finding().violations()));
        }
        return new Loading(loaded.accepted(), acknowledgedSeconds, secondsSince(startNanos));
    }

    private static <T> T answer(Reply<T> reply) throws NotReadyException {
        return switch (reply) {
            case Answered<T> answered -> answered.body();
            case SendAgain<T> later -> throw new NotReadyException(later.why());
        };
    }

    private static Iterator<byte[]> csv(List<ScanPlan> plans) {
        Stream<byte[]> header = Stream.of("qrcode,type,admittence,number\n".getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> rows =
                plans.stream().flatMap(plan -> pieces(plan.qrcodes().iterator()));
        return Stream.of(header, rows, pieces(PROBES.iterator()))
                .flatMap(pieces -> pieces)
                .iterator();
    }

    private static Stream<byte[]> pieces(Iterator<String> qrcodes) {
        return Stream.iterate(piece(qrcodes), piece -> piece.length > 0, piece -> piece(qrcodes));
    }

    private static byte[] piece(Iterator<String> qrcodes) {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < ROWS_PER_PIECE && qrcodes.hasNext(); row++) {
            String qrcode = qrcodes.next();
            rows.append(qrcode).append(",Regular,Weekend,").append(qrcode).append('\n');
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void awaitProbesAdmitted() throws NotReadyException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!probesAdmitted()) {
            if (System.nanoTime() - deadline > 0) {
                throw new NotReadyException("The tickets were loaded %d minutes ago, but scans of them still fail"
                        .formatted(PATIENCE.toMinutes()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean probesAdmitted() throws NotReadyException {
        // New scans each time: a scan that failed because its ticket was not there yet would fail again as a resend.
        List<Upload.Scan> scans = PROBES.stream()
                .map(qrcode -> new Upload.Scan(qrcode, System.currentTimeMillis(), UUID.randomUUID()))
                .toList();
        Upload upload = new Upload(eventId, PROBING_DEVICE, PROBING_DEVICE, scans);
        SyncAnswer answer =
                answer(callers.device(PROBING_DEVICE).send(asDevice -> asDevice.sync(Gateway.body(upload))));
        return answer.results().stream()
                .allMatch(result ->
                        result.syncStatus() == SyncStatus.SYNCED || result.syncStatus() == SyncStatus.DUPLICATE);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
