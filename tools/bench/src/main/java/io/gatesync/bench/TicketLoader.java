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

    /** How many tickets are loaded last and scanned, to see that all have arrived: enough for some in each partition. */
    private static final int PROBES = 500;

    private static final String PROBING_DEVICE = "probe-device";
    private static final int ROWS_PER_PIECE = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Callers callers;
    private final String eventId;
    private int loads;

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
        int load = ++loads;
        List<String> probes = IntStream.range(0, PROBES)
                .mapToObj(number -> "probe-%d-%03d".formatted(load, number))
                .toList();
        long startNanos = System.nanoTime();
        LoadedTickets loaded = answer(callers.organiser()
                .send(asOrganiser -> asOrganiser.loadTickets(eventId, () -> csv(plans, probes))));
        double acknowledgedSeconds = secondsSince(startNanos);
        if (loaded.refused() > 0) {
            throw new NotReadyException("The gateway refused %d of the tickets".formatted(loaded.refused()));
        }
        awaitAdmitted(probes);
        TablesCatchUp tables = new TablesCatchUp(callers.organiser(), eventId);
        tables.awaitAdmissions(PROBING_DEVICE, (long) load * PROBES);
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

    private static Iterator<byte[]> csv(List<ScanPlan> plans, List<String> probes) {
        Stream<byte[]> header = Stream.of("qrcode,type,admittence,number\n".getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> rows =
                plans.stream().flatMap(plan -> pieces(plan.qrcodes().iterator()));
        return Stream.of(header, rows, pieces(probes.iterator()))
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

    private void awaitAdmitted(List<String> probes) throws NotReadyException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!areAdmitted(probes)) {
            if (System.nanoTime() - deadline > 0) {
                throw new NotReadyException("The tickets were loaded %d minutes ago, but scans of them still fail"
                        .formatted(PATIENCE.toMinutes()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean areAdmitted(List<String> probes) throws NotReadyException {
        // New scans each time: a scan that failed because its ticket was not there yet would fail again as a resend.
        List<Upload.Scan> scans = probes.stream()
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
