package io.gatesync.projector.tables;

import static io.gatesync.projector.SampleRecords.NOON;
import static io.gatesync.projector.SampleRecords.login;
import static io.gatesync.projector.SampleRecords.named;
import static io.gatesync.projector.SampleRecords.phone;
import static io.gatesync.projector.SampleRecords.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.SampleRecords;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.Verdict;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Records come from several topics and partitions, in batches: only the order within a partition is given. Whatever the
 * rest, the tables come out as if the records had come one by one, and as the plain fold of the guarantee says.
 */
@Tag("servers")
class AnyInterleavingTest {
    private static final int PARTITIONS = 2;
    private static final int UPLOADS = 3;
    private static final int LARGEST_BATCH = 8;

    private static Path folder;
    private static PostgresServer postgres;
    private static SingleConnectionDataSource connection;
    private static MigratedDatabase database;

    record Logged(TopicPartition partition, long offset, SpecificRecord value) {
        RecordPosition position() {
            return new RecordPosition(partition.partition(), offset);
        }
    }

    /** What a verdict varies in: small choices, so that scans meet on tickets, ids and uploads. */
    record Choice(
            int device,
            int qrcode,
            int scan,
            Verdict verdict,
            boolean replayed,
            int upload,
            int decidedAfterSeconds,
            @Nullable Boolean admitted,
            boolean afterReset) {}

    @BeforeContainer
    static void start() throws IOException {
        folder = Files.createTempDirectory("gatesync-interleaving");
        postgres = new PostgresServer(
                Distribution.ofSystemProperty(),
                new PostgresServer.Config(folder, Ports.free(), Map.of("fsync", "off")));
        postgres.start();
        connection =
                new SingleConnectionDataSource(postgres.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD, true);
        database = new MigratedDatabase(connection);
    }

    @AfterContainer
    static void stop() throws IOException {
        connection.destroy();
        postgres.stop();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Property
    void any_interleaving_gives_the_same_tables(
            @ForAll("tickets") List<TicketChanged> tickets,
            @ForAll("choices") List<Choice> choices,
            @ForAll long interleaving)
            throws RowRefusedException {
        List<Logged> log = log(tickets, choices);

        write(log.stream().map(List::of).toList());
        String oneByOne = database.content();
        write(batches(log, new Random(interleaving)));

        assertThat(database.content()).isEqualTo(oneByOne);
        TopicGuarantees plainFold = TopicGuarantees.ofTables(database.dataSource());
        log.forEach(logged -> show(plainFold, logged));
        plainFold.verify();
    }

    @Provide
    Arbitrary<List<TicketChanged>> tickets() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("VIP", "Crew", "", null),
                        Arbitraries.of("Adult", "", null),
                        Arbitraries.of(TicketStatus.VALID, TicketStatus.REVOKED, null),
                        Arbitraries.integers().between(-100, 100))
                .as((qrcode, type, admittence, status, seconds) -> new TicketChanged(
                        "expo", "Q" + qrcode, status, type, admittence, "No. 1", NOON.plusSeconds(seconds), null))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Choice>> choices() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Verdict.class).filter(verdict -> verdict != Verdict.OTHER), // Never written.
                        Arbitraries.integers().between(0, 4).map(zero -> zero == 0),
                        Arbitraries.integers().between(0, UPLOADS),
                        Arbitraries.integers().between(-100, 100),
                        Arbitraries.of(true, false).injectNull(0.4))
                .flatAs((device, qrcode, scan, verdict, replayed, upload, decidedAfter, admitted) ->
                        Arbitraries.integers()
                                .between(0, 9)
                                .map(zero -> new Choice(
                                        device,
                                        qrcode,
                                        scan,
                                        verdict,
                                        replayed,
                                        upload,
                                        decidedAfter,
                                        admitted,
                                        zero == 0)))
                .list()
                .ofMaxSize(40);
    }

    private static List<Logged> log(List<TicketChanged> tickets, List<Choice> choices) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        List<Logged> log = new ArrayList<>();
        // Every ticket is loaded at some time; only the order against the verdicts is open.
        for (int qrcode = 0; qrcode <= 3; qrcode++) {
            append(log, ends, Topic.TICKETS, qrcode % PARTITIONS, ticket(qrcode));
        }
        for (TicketChanged ticket : tickets) {
            append(log, ends, Topic.TICKETS, partition(ticket.getQrcode()), ticket);
        }
        for (int upload = 0; upload < UPLOADS; upload++) {
            append(log, ends, Topic.SYNC_SESSIONS, 0, upload(upload, choices));
        }
        for (String device : List.of("device 0", "device 1", "device 0")) {
            append(log, ends, Topic.LOGIN_ATTEMPTS, 1, login("expo", device));
        }
        append(log, ends, Topic.DEVICES, 0, revoked("expo", "device 1"));
        append(log, ends, Topic.DEVICES, 0, givenBack("expo", "device 1"));
        append(log, ends, Topic.DEVICES, 1, revoked("expo", "device 2"));
        append(log, ends, Topic.DEVICE_LOGINS, 0, phone("expo", "device 1"));
        Set<String> admitted = new HashSet<>();
        Map<String, ScanDecided> admissions = new HashMap<>();
        Set<List<Object>> takenBack = new HashSet<>();
        Map<Integer, Long> rounds = new HashMap<>();
        for (Choice choice : choices) {
            int partition = partition("Q" + choice.qrcode());
            if (choice.afterReset()) {
                long round = rounds.merge(partition, 1L, Long::sum);
                append(log, ends, Topic.TICKETS, partition, reset(round));
            }
            long round = choice.replayed() ? 0 : rounds.getOrDefault(partition, 0L);
            ScanDecided outcome = outcome(choice, round, admitted, takenBack);
            append(log, ends, Topic.SCAN_OUTCOMES, partition, outcome);
            if (outcome.getVerdict() == Verdict.SYNCED && !outcome.getReplayed()) {
                admissions.put(outcome.getQrcode(), outcome);
            }
            if (choice.decidedAfterSeconds() % 4 == 0) {
                ScanDecided scan = admissions.getOrDefault(outcome.getQrcode(), outcome);
                if (scan.getScanIdFromDevice() && takenBack.add(name(scan))) {
                    append(log, ends, Topic.SCAN_OUTCOMES, partition, undo(scan, choice.decidedAfterSeconds()));
                    admissions.remove(scan.getQrcode(), scan);
                    admitted.remove(scan.getQrcode() + scan.getAdmissionRound());
                }
            }
        }
        return log;
    }

    private static DeviceChanged givenBack(String event, String device) {
        return DeviceChanged.newBuilder(revoked(event, device))
                .setState(DeviceState.ACTIVE)
                .setChangedAt(NOON.plusSeconds(1))
                .build();
    }

    private static TicketChanged reset(long round) {
        return new TicketChanged("expo", "", null, null, null, null, NOON.plusSeconds(round), round);
    }

    private static TicketChanged ticket(int qrcode) {
        TicketStatus status = qrcode % 2 == 0 ? TicketStatus.VALID : null;
        return new TicketChanged("expo", "Q" + qrcode, status, "Day", null, null, NOON, null);
    }

    /** One upload announces one scan less than come, one as many, and one a scan more, which so never completes. */
    private static SyncStarted upload(int upload, List<Choice> choices) {
        int scans = (int)
                choices.stream().filter(choice -> choice.upload() == upload).count();
        int announced = Math.max(1, scans + upload - 1);
        return new SyncStarted(
                "token",
                "expo",
                "device " + upload,
                announced,
                NOON.plusSeconds(upload),
                (upload == 0 ? null : upload));
    }

    private static ScanDecided undo(ScanDecided scan, int decidedAfterSeconds) {
        return ScanDecided.newBuilder(SampleRecords.undo(scan, UndoAnswer.UNDONE))
                .setDecidedAt(NOON.plusSeconds(-decidedAfterSeconds))
                .build();
    }

    /** As the processor knows a scan again that was taken back. */
    private static List<Object> name(ScanDecided scan) {
        return List.of(
                scan.getDeviceId(),
                scan.getQrcode(),
                scan.getScanId(),
                scan.getScannedAtFromDevice() ? scan.getScannedAt() : "");
    }

    private static ScanDecided outcome(Choice choice, long round, Set<String> admitted, Set<List<Object>> takenBack) {
        ScanDecided outcome = outcome(choice, round);
        if (outcome.getScanIdFromDevice() && takenBack.contains(name(outcome))) {
            outcome.setUndone(true);
            outcome.setReplayed(true);
        } else if (outcome.getVerdict() == Verdict.SYNCED
                && !outcome.getReplayed()
                && !admitted.add(outcome.getQrcode() + round)) {
            outcome.setVerdict(Verdict.DUPLICATE);
        }
        return outcome;
    }

    private static ScanDecided outcome(Choice choice, long round) {
        boolean inUpload = choice.upload() < UPLOADS;
        String device = "device " + (inUpload ? choice.upload() : choice.device());
        String qrcode = "Q" + choice.qrcode();
        Verdict verdict = choice.verdict();
        return ScanDecided.newBuilder()
                .setScanId(named("scan " + choice.scan()))
                .setScanIdFromDevice(choice.scan() % 2 == 0)
                .setEventId("expo")
                .setDeviceId(device)
                .setSessionToken("token")
                .setQrcode(qrcode)
                .setScannedAt(NOON.minusSeconds(choice.scan()))
                .setUploadedAt(NOON.plusSeconds(choice.decidedAfterSeconds() / 2))
                .setTicketTypes(choice.device() == 0 ? List.of() : List.of("type " + choice.device()))
                .setSyncSessionId(inUpload ? new RecordPosition(0, choice.upload()).toLong() : null)
                .setAdmitted(choice.admitted())
                .setGate(choice.device() == 0 ? null : "gate " + choice.decidedAfterSeconds())
                .setScannedAtFromDevice(choice.scan() != 3)
                .setClockAheadMs(choice.device() == 1 ? null : (long) choice.decidedAfterSeconds())
                .setVerdict(verdict)
                .setReplayed(choice.replayed())
                .setFirstScan(verdict == Verdict.CONFLICT ? new FirstScan(named("first"), "device 9", NOON) : null)
                .setTicket(new TicketDetails("as decided", null, null))
                .setDecidedAt(NOON.plusSeconds(choice.decidedAfterSeconds()))
                .setAdmissionRound(round)
                .setDeviceRevoked(verdict == Verdict.DEVICE_REVOKED || (choice.replayed() && choice.device() == 2))
                .build();
    }

    private static int partition(String qrcode) {
        return (qrcode.charAt(1) - '0') % PARTITIONS;
    }

    private static void append(
            List<Logged> log, Map<TopicPartition, Long> ends, Topic topic, int partition, SpecificRecord value) {
        TopicPartition at = new TopicPartition(topic.topicName(), partition);
        log.add(new Logged(at, ends.merge(at, 1L, Long::sum) - 1, value));
    }

    /** Takes from any partition what stands next in it, and cuts the whole into batches. */
    private static List<List<Logged>> batches(List<Logged> log, Random random) {
        Map<TopicPartition, List<Logged>> partitions = new LinkedHashMap<>();
        log.forEach(logged -> partitions
                .computeIfAbsent(logged.partition(), unseen -> new ArrayList<>())
                .add(logged));
        List<List<Logged>> batches = new ArrayList<>();
        while (!partitions.isEmpty()) {
            List<Logged> batch = new ArrayList<>();
            int size = 1 + random.nextInt(LARGEST_BATCH);
            while (batch.size() < size && !partitions.isEmpty()) {
                List<TopicPartition> left = List.copyOf(partitions.keySet());
                TopicPartition chosen = left.get(random.nextInt(left.size()));
                batch.add(partitions.get(chosen).removeFirst());
                partitions.values().removeIf(Collection::isEmpty);
            }
            batches.add(batch);
        }
        return batches;
    }

    private static void write(List<List<Logged>> batches) throws RowRefusedException {
        database.clear();
        Tables tables = database.tables();
        Map<TopicPartition, Long> projected = new HashMap<>();
        for (List<Logged> batch : batches) {
            BatchFold fold = new BatchFold();
            Map<TopicPartition, Long> reached = new LinkedHashMap<>();
            for (Logged logged : batch) {
                fold.add(logged.position(), logged.value());
                reached.put(logged.partition(), logged.offset() + 1);
            }
            database.offsets(reached.keySet()).forEach((partition, stored) -> projected.put(partition, stored.next()));
            tables.write(fold.changes(), OffsetStep.between(projected, reached));
        }
    }

    private static void show(TopicGuarantees plainFold, Logged logged) {
        switch (logged.value()) {
            case TicketChanged ticket -> plainFold.onTicketChanged(ticket);
            case SyncStarted sync -> plainFold.onSyncStarted(logged.position(), sync);
            case ScanDecided scan -> plainFold.onDecided(scan);
            case DeviceChanged device -> plainFold.onDeviceChanged(device);
            case DeviceLoggedIn login -> plainFold.onDeviceLoggedIn(login);
            case LoginAttempted attempt -> plainFold.onLoginAttempted(logged.position(), attempt);
            default -> throw new AssertionError("not logged by this test: " + logged.value());
        }
    }
}
