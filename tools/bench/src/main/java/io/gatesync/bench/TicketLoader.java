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

/** The tickets of all plans of a run, loaded into an event of their own. */
final class Tickets {

    /** Loaded last and scanned to see that all have arrived: enough for some in each partition. */
    private static final List<String> PROBES =
            IntStream.range(0, 500).mapToObj("probe-%03d"::formatted).toList();

    private static final String PROBING_DEVICE = "probe-device";
    private static final String PASSCODE = "benchmark";
    private static final int ROWS_PER_PIECE = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Gateway gateway;
    private final String eventId;

    Tickets(Gateway gateway, String eventId) {
        this.gateway = gateway;
        this.eventId = eventId;
    }

    /**
     * How the tickets came in.
     *
     * @param tickets how many
     * @param acknowledgedSeconds until the gateway had answered: Kafka has them
     * @param inTablesSeconds until the last ones could be scanned, and the tables showed it
     */
    record Loading(long tickets, double acknowledgedSeconds, double inTablesSeconds) {}

    /** Opens the event. */
    void openEvent() throws NotReadyException {
        if (gateway.openEvent(eventId, "Benchmark", PASSCODE) instanceof SendAgain<EventState> later) {
            throw new NotReadyException(later.why() + ". Is the stack up? ./gatesync up starts it.");
        }
    }

    /** Loads the tickets and returns when they can be scanned. */
    Loading load(List<ScanPlan> plans) throws NotReadyException, InterruptedException {
        long startNanos = System.nanoTime();
        LoadedTickets loaded = answer(gateway.loadTickets(eventId, () -> csv(plans)));
        double acknowledgedSeconds = secondsSince(startNanos);
        if (loaded.refused() > 0) {
            throw new NotReadyException("%d of the tickets were refused".formatted(loaded.refused()));
        }
        awaitProbesAdmitted();
        Tables tables = new Tables(gateway, eventId);
        tables.awaitAdmissions(PROBING_DEVICE, PROBES.size());
        if (!tables.violations().isEmpty()) {
            throw new NotReadyException(String.join("; ", tables.violations()));
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
                throw new NotReadyException("The tickets were loaded, but scans of them still fail");
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean probesAdmitted() throws NotReadyException {
        // New scans each time: sent again, a scan that failed for want of its ticket would fail for ever.
        List<Upload.Scan> scans = PROBES.stream()
                .map(qrcode -> new Upload.Scan(qrcode, System.currentTimeMillis(), UUID.randomUUID()))
                .toList();
        Upload upload = new Upload(eventId, PROBING_DEVICE, PROBING_DEVICE, scans);
        SyncAnswer answer = answer(gateway.sync(Gateway.body(upload)));
        return answer.results().stream()
                .allMatch(result ->
                        result.syncStatus() == SyncStatus.SYNCED || result.syncStatus() == SyncStatus.DUPLICATE);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
