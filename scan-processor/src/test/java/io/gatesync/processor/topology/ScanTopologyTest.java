package io.gatesync.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.messaging.DeadLetter;
import io.gatesync.messaging.KeyPlacement;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.processor.Scans;
import io.gatesync.processor.registry.RegistryRetry;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.UndoRequest;
import io.gatesync.schemas.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stories of records that come in and go out, each ending with "and nothing else". */
class ScanTopologyTest {
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-07-03T14:00:00Z");
    private static final String EVENT = "open-air";
    private static final String QRCODE = "T-1";
    private static final int MAX_DEAD_LETTERS_IN_A_ROW = 5;
    private static final TicketDetails VIP = new TicketDetails("VIP", "2", "A-17");

    @TempDir
    private Path stateDir;

    private final RegistryRetry registry = new RegistryRetry(Duration.ZERO);

    /** How often the registry is asked in vain before it answers. */
    private int registryAwayFor;

    /** As the topology is told; the driver itself has one. */
    private int partitions = 1;

    private Set<String> ended = Set.of();

    private final TopicGuarantees guarantees = TopicGuarantees.ofDecisions();

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> tickets;
    private TestInputTopic<String, byte[]> scans;
    private TestOutputTopic<String, byte[]> outcomes;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.putAll(ScanTopology.config(input()));
        driver = new TopologyTestDriver(topology(), config, NOW);
        tickets = driver.createInputTopic(Topic.TICKETS.topicName(), new StringSerializer(), new ByteArraySerializer());
        scans = driver.createInputTopic(Topic.SCANS.topicName(), new StringSerializer(), new ByteArraySerializer());
        outcomes = driver.createOutputTopic(
                Topic.SCAN_OUTCOMES.topicName(), new StringDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                Topic.DEAD_LETTERS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        guarantees.verify();
    }

    private Topology topology() {
        return ScanTopology.build(input(), (topic, event) -> PlainWireFormat.write(event));
    }

    private Input input() {
        RecordDecoder decoder = new RecordDecoder((topic, value) -> PlainWireFormat.read(value), id -> {
            if (registryAwayFor-- > 0) {
                throw new IllegalStateException("connection refused");
            }
            return PlainWireFormat.hasSchema(id);
        });
        return new Input(new RetryingDecoder(decoder, registry), partitions, MAX_DEAD_LETTERS_IN_A_ROW, () -> ended);
    }

    private void loaded(TicketStatus status) {
        TicketChanged change = new TicketChanged(EVENT, QRCODE, status, "VIP", "2", "A-17", NOON, null);
        tickets.pipeInput(QRCODE, PlainWireFormat.write(change));
    }

    @Test
    void everybody_is_out_again_where_the_partition_is_told() {
        loaded(TicketStatus.VALID);
        uploaded(scan("north"));
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.SYNCED);

        TicketChanged reset = new TicketChanged(EVENT, "", null, null, null, null, NOON, 7L);
        tickets.pipeInput("", PlainWireFormat.write(reset));
        uploaded(scan("south"));

        ScanDecided real = outcome();
        assertThat(real.getVerdict()).isEqualTo(Verdict.SYNCED);
        assertThat(real.getAdmissionRound()).isEqualTo(7);
        andNothingElse();
    }

    private static ScanUploaded wish(ScanUploaded scan, Duration after) {
        return ScanUploaded.newBuilder(scan)
                .setAdmitted(false)
                .setSyncSessionId(null)
                .setUploadedAt(NOW.plusSeconds(1))
                .setUndo(new UndoRequest("wrong person", NOON.plus(after)))
                .build();
    }

    @Test
    void an_admission_that_was_taken_back_leaves_the_ticket_free_and_has_its_verdict_still() {
        loaded(TicketStatus.VALID);
        ScanUploaded first = uploaded(scan("north"));
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.SYNCED);

        uploaded(wish(first, Duration.ofSeconds(61)));
        ScanDecided late = outcome();
        assertThat(late.getUndo().getAnswer()).isEqualTo(UndoAnswer.TOO_LATE);
        assertThat(late.getUndone()).isFalse();

        uploaded(wish(first, Duration.ofSeconds(60)));
        ScanDecided undone = outcome();
        assertThat(undone.getUndo())
                .isEqualTo(new UndoOutcome("wrong person", NOON.plusSeconds(60), UndoAnswer.UNDONE));
        assertThat(undone.getVerdict()).isEqualTo(Verdict.SYNCED);
        assertThat(undone.getReplayed()).isTrue();
        assertThat(undone.getUndone()).isTrue();
        assertThat(undone.getAdmitted()).isFalse();

        uploaded(wish(first, Duration.ofSeconds(60)));
        assertThat(outcome().getUndo().getAnswer()).isEqualTo(UndoAnswer.UNDONE_BEFORE);
        uploaded(first);
        ScanDecided again = outcome();
        assertThat(again.getVerdict()).isEqualTo(Verdict.SYNCED);
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getUndone()).isTrue();
        uploaded(scan("south"));
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.SYNCED);
        andNothingElse();
    }

    @Test
    void a_wish_to_take_back_what_nobody_has_scanned_is_answered() {
        uploaded(wish(scan("north"), Duration.ofSeconds(1)));

        ScanDecided outcome = outcome();
        assertThat(outcome.getUndo().getAnswer()).isEqualTo(UndoAnswer.NOT_IN);
        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OTHER);
        andNothingElse();
    }

    /** Under a key it could lie in one partition only, and the tickets of the others would stay used. */
    @Test
    void a_reset_under_a_key_is_put_aside() {
        TicketChanged reset = new TicketChanged(EVENT, "", null, null, null, null, NOON, 7L);
        tickets.pipeInput(QRCODE, PlainWireFormat.write(reset));

        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON))
                .isEqualTo("the key is not the qrcode of the record");
    }

    private static ScanUploaded scan(String device) {
        return Scans.letIn(device, QRCODE)
                .setEventId(EVENT)
                .setSessionToken("session-1")
                .setScannedAt(NOON)
                .setUploadedAt(NOW)
                .setTicketTypes(List.of("VIP"))
                .setSyncSessionId(1024L)
                .setGate("North 3")
                .setClockAheadMs(250L)
                .build();
    }

    private ScanUploaded uploaded(ScanUploaded scan) {
        guarantees.onUploaded(scan);
        scans.pipeInput(scan.getQrcode(), PlainWireFormat.write(scan));
        return scan;
    }

    private ScanDecided outcome() {
        ScanDecided outcome = (ScanDecided) PlainWireFormat.read(outcomes.readValue());
        guarantees.onDecided(outcome);
        return outcome;
    }

    private void andNothingElse() {
        assertThat(outcomes.isEmpty()).as("no further outcome").isTrue();
        assertThat(deadLetters.isEmpty()).as("no dead letter").isTrue();
    }

    @Test
    void the_first_scan_is_synced_and_the_outcome_repeats_all_of_the_scan() {
        loaded(TicketStatus.VALID);
        ScanUploaded scan = uploaded(scan("north"));

        assertThat(outcome())
                .isEqualTo(new ScanDecided(
                        scan.getScanId(),
                        true,
                        EVENT,
                        "north",
                        "session-1",
                        QRCODE,
                        NOON,
                        NOW,
                        List.of("VIP"),
                        1024L,
                        true,
                        "North 3",
                        true,
                        false,
                        250L,
                        Verdict.SYNCED,
                        false,
                        null,
                        false,
                        VIP,
                        NOW,
                        0L,
                        false,
                        null,
                        false));
        andNothingElse();
    }

    @Test
    void the_same_device_again_is_a_duplicate_and_another_a_conflict() {
        loaded(TicketStatus.VALID);
        ScanUploaded first = uploaded(scan("north"));
        uploaded(scan("north"));
        uploaded(scan("south"));
        ScanUploaded madeEarlier = scan("west");
        madeEarlier.setScannedAt(NOON.minusSeconds(60));
        uploaded(madeEarlier);

        FirstScan firstScan = new FirstScan(first.getScanId(), "north", NOON);
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.SYNCED);
        ScanDecided duplicate = outcome();
        assertThat(duplicate.getVerdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(duplicate.getFirstScan()).isEqualTo(firstScan);
        ScanDecided conflict = outcome();
        assertThat(conflict.getVerdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(conflict.getFirstScan()).isEqualTo(firstScan);
        assertThat(conflict.getEarlierOnDevice()).isFalse();
        assertThat(outcome().getEarlierOnDevice()).isTrue();
        andNothingElse();
    }

    @Test
    void an_unknown_ticket_is_not_found_and_a_revoked_one_is_revoked() {
        uploaded(scan("north"));
        loaded(TicketStatus.REVOKED);
        uploaded(scan("north"));

        assertThat(outcome().getVerdict()).isEqualTo(Verdict.TICKET_NOT_FOUND);
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.TICKET_REVOKED);
        andNothingElse();
    }

    @Test
    void a_scan_sent_again_is_replayed() {
        loaded(TicketStatus.VALID);
        ScanUploaded first = uploaded(scan("north"));
        uploaded(first);

        assertThat(outcome().getReplayed()).isFalse();
        ScanDecided again = outcome();
        assertThat(again.getVerdict()).isEqualTo(Verdict.SYNCED);
        assertThat(again.getReplayed()).isTrue();
        andNothingElse();
    }

    @Test
    void what_is_kept_of_an_ended_event_is_deleted_and_nothing_of_another() {
        String other = EVENT + "2";
        loaded(TicketStatus.VALID);
        tickets.pipeInput(
                QRCODE, PlainWireFormat.write(new TicketChanged(other, QRCODE, null, "VIP", "2", "A-17", NOON, null)));
        uploaded(scan("north"));
        uploaded(scan("south"));
        ScanUploaded elsewhere = scan("north");
        elsewhere.setEventId(other);
        uploaded(elsewhere);
        assertThat(Stream.generate(this::outcome).limit(3).map(ScanDecided::getVerdict))
                .containsExactly(Verdict.SYNCED, Verdict.CONFLICT, Verdict.SYNCED);

        ended = Set.of(EVENT);
        driver.advanceWallClockTime(ForgetEndedEvents.INTERVAL);

        assertThat(keysInStore())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(new String(key.get(), UTF_8)).contains(other));
        uploaded(elsewhere);
        assertThat(outcome().getReplayed()).isTrue();
    }

    private List<Bytes> keysInStore() {
        List<Bytes> keys = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(TicketStore.NAME);
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    @Test
    void the_same_qrcode_at_another_event_is_another_ticket() {
        loaded(TicketStatus.VALID);
        ScanUploaded elsewhere = scan("north");
        elsewhere.setEventId("another-event");
        uploaded(elsewhere);

        assertThat(outcome().getVerdict()).isEqualTo(Verdict.TICKET_NOT_FOUND);
        andNothingElse();
    }

    @Test
    void the_outcome_names_the_gateway_that_waits_for_it() {
        ScanUploaded scan = scan("north");
        ReplyTo replyTo = new ReplyTo(UUID.randomUUID(), 7, 3);
        Headers headers = new RecordHeaders();
        replyTo.addTo(headers);
        guarantees.onUploaded(scan);
        scans.pipeInput(new TestRecord<>(QRCODE, PlainWireFormat.write(scan), headers, NOW));

        TestRecord<String, byte[]> outcome = outcomes.readRecord();
        guarantees.onDecided((ScanDecided) PlainWireFormat.read(outcome.value()));
        assertThat(outcome.key()).isEqualTo(QRCODE);
        assertThat(ReplyTo.from(outcome.headers())).isEqualTo(replyTo);
        andNothingElse();
    }

    @Test
    void a_record_that_is_not_avro_goes_to_the_dead_letters_as_it_came() {
        byte[] garbage = "not avro".getBytes(UTF_8);
        scans.pipeInput(QRCODE, garbage);

        TestRecord<byte[], byte[]> dead = deadLetters.readRecord();
        assertThat(dead.key()).isEqualTo(QRCODE.getBytes(UTF_8));
        assertThat(dead.value()).isEqualTo(garbage);
        assertThat(header(dead, DeadLetter.REASON)).isEqualTo("not in the Confluent wire format");
        assertThat(header(dead, DeadLetter.SERVICE)).isEqualTo("scan-processor");
        assertThat(header(dead, DeadLetter.SOURCE)).isEqualTo("gatesync.scans-0@0");
        andNothingElse();
    }

    @Test
    void records_of_another_type_of_an_unknown_schema_or_with_broken_avro_go_to_the_dead_letters() {
        scans.pipeInput(
                QRCODE,
                PlainWireFormat.write(
                        new TicketChanged(EVENT, QRCODE, TicketStatus.VALID, null, null, null, NOON, null)));
        scans.pipeInput(QRCODE, new byte[] {0, 0, 0, 0, 99, 1, 2, 3});
        scans.pipeInput(QRCODE, new byte[] {0, 0, 0, 0, 1, 1});
        scans.pipeInput(QRCODE, (byte[]) null);

        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON))
                .isEqualTo("a TicketChanged, not a ScanUploaded");
        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON)).isEqualTo("the registry has no schema 99");
        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON)).startsWith("not the Avro of schema 1:");
        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON)).isEqualTo("no value");
        andNothingElse();
    }

    @Test
    void a_scan_under_another_tickets_key_goes_to_the_dead_letters() {
        loaded(TicketStatus.VALID);
        scans.pipeInput("another", PlainWireFormat.write(scan("north")));

        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON))
                .isEqualTo("the key is not the qrcode of the record");
        andNothingElse();
    }

    @Test
    void a_record_larger_than_any_that_the_gateway_writes_goes_to_the_dead_letters() {
        scans.pipeInput(QRCODE, new byte[Decode.MAX_VALUE_BYTES + 1]);
        uploaded(scan("north"));

        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON))
                .isEqualTo("131073 bytes are more than any record has");
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.TICKET_NOT_FOUND);
        andNothingElse();
    }

    /** As of a build that is newer than this one. */
    @Test
    void a_record_that_can_be_read_but_not_processed_goes_to_the_dead_letters_and_stops_nobody() {
        loaded(TicketStatus.OTHER);
        loaded(TicketStatus.VALID);
        uploaded(scan("north"));

        TestRecord<byte[], byte[]> dead = deadLetters.readRecord();
        assertThat(dead.key()).isEqualTo(QRCODE.getBytes(UTF_8));
        assertThat(header(dead, DeadLetter.REASON)).contains("a ticket status that this build does not know");
        assertThat(header(dead, DeadLetter.SERVICE)).isEqualTo("scan-processor");
        assertThat(header(dead, DeadLetter.SOURCE)).isEqualTo("gatesync.tickets-0@0");
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.SYNCED);
        andNothingElse();
    }

    @Test
    void a_record_in_a_partition_where_its_key_does_not_belong_goes_to_the_dead_letters() {
        driver.close();
        partitions = 6;
        start();
        int belongsIn = KeyPlacement.partitionOf(QRCODE.getBytes(UTF_8), partitions);
        scans.pipeInput(QRCODE, PlainWireFormat.write(scan("north")));

        assertThat(belongsIn).as("not the driver's only partition").isPositive();
        assertThat(header(deadLetters.readRecord(), DeadLetter.REASON))
                .isEqualTo("its key belongs in partition %d of 6".formatted(belongsIn));
        andNothingElse();
    }

    /** As after a registry was restored empty: other schemas have the ids, and no record can be decoded. */
    @Test
    void when_all_records_are_broken_deciding_stops_and_no_further_one_is_put_aside() throws Exception {
        for (int broken = 0; broken < MAX_DEAD_LETTERS_IN_A_ROW - 1; broken++) {
            scans.pipeInput(QRCODE, new byte[] {0, 0, 0, 0, 99});
        }
        uploaded(scan("north"));
        for (int broken = 0; broken < MAX_DEAD_LETTERS_IN_A_ROW; broken++) {
            scans.pipeInput(QRCODE, new byte[] {0, 0, 0, 0, 99});
        }
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.TICKET_NOT_FOUND);
        assertThat(deadLetters.readRecordsToList()).hasSize(2 * MAX_DEAD_LETTERS_IN_A_ROW - 1);

        Thread stream = Thread.ofPlatform().start(() -> scans.pipeInput(QRCODE, new byte[] {0, 0, 0, 0, 99}));
        await().until(() -> registry.trouble().isPresent());
        assertThat(registry.trouble().orElseThrow())
                .contains("The 6 records of gatesync.scans-0 up to offset 10 cannot be decoded")
                .contains("the registry has no schema 99");
        registry.stop();
        stream.join();
        andNothingElse();
    }

    /** As after this build was deployed over a newer one, or with a bug: not the records are at fault. */
    @Test
    void when_no_record_can_be_processed_deciding_stops_as_well() throws Exception {
        for (int record = 0; record < MAX_DEAD_LETTERS_IN_A_ROW; record++) {
            loaded(TicketStatus.OTHER);
        }
        assertThat(deadLetters.readRecordsToList()).hasSize(MAX_DEAD_LETTERS_IN_A_ROW);

        Thread stream = Thread.ofPlatform().start(() -> loaded(TicketStatus.OTHER));
        await().until(() -> registry.trouble().isPresent());
        assertThat(registry.trouble().orElseThrow())
                .contains("The 6 records of gatesync.tickets-0 up to offset 5 cannot be processed by this build");
        registry.stop();
        stream.join();
        andNothingElse();
    }

    /** Kafka Streams makes the changelog if it does not find it by this name, with one replica. */
    @Test
    void the_store_has_the_changelog_that_is_set_up() {
        assertThat(Topic.TICKET_STORE.topicName())
                .isEqualTo(Topic.PROCESSOR_GROUP + "-" + TicketStore.NAME + "-changelog");
    }

    @Test
    void a_scan_that_needs_the_registry_waits_while_it_is_away() {
        loaded(TicketStatus.VALID);
        registryAwayFor = 3;

        uploaded(scan("north"));

        assertThat(registryAwayFor).as("asked until it answered").isNegative();
        assertThat(outcome().getVerdict()).isEqualTo(Verdict.SYNCED);
        andNothingElse();
    }

    /** The file also says which changes are safe to deploy, in the lines that begin with #. */
    @Test
    void the_topology_is_the_golden_one() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("/golden-topology.txt")) {
            String expected = new String(golden.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(joining("\n"));
            assertThat(topology().describe().toString().strip()).isEqualToNormalizingNewlines(expected.strip());
        }
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
