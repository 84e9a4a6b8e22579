package io.gatesync.gateway;

import io.gatesync.messaging.KafkaClientProperties;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.ReplyTo;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.UndecodableRecordException;
import io.gatesync.schemas.FirstScan;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketDetails;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoOutcome;
import io.gatesync.schemas.UndoRequest;
import io.gatesync.schemas.Verdict;
import io.gatesync.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Stands in for the scan-processor: reads scans from Kafka and writes an outcome for each, with the headers of the scan. The
 * qrcode says what it decides: tickets UNKNOWN... and REVOKED... are that, and a code with U+FFFD is no ticket's; SILENT... gets no outcome; the outcome of
 * ELSEWHERE... goes to another gateway; that of GARBLED... is not Avro; all others are valid tickets.
 */
final class Decider implements AutoCloseable {
    static final Instant DECIDED_AT = Instant.parse("2026-01-01T00:00:02Z");

    private final KafkaConsumer<byte[], byte[]> scans;
    private final KafkaProducer<String, SpecificRecord> outcomes;
    private final KafkaProducer<String, byte[]> garbled;
    private final RecordDecoder decoder;
    private final Map<String, ScanUploaded> admitted = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopping;

    Decider(Servers servers) {
        Map<String, Object> properties = KafkaClientProperties.of(servers.bootstrapServers(), servers.registryUrl());
        decoder = RecordDecoder.configuredBy(properties);
        outcomes = new KafkaProducer<>(with(properties, "key.serializer", StringSerializer.class));
        garbled = new KafkaProducer<>(with(
                with(properties, "key.serializer", StringSerializer.class),
                "value.serializer",
                ByteArraySerializer.class));
        scans = new KafkaConsumer<>(with(
                with(properties, "key.deserializer", ByteArrayDeserializer.class),
                "value.deserializer",
                ByteArrayDeserializer.class));
        List<TopicPartition> partitions = scans.partitionsFor(Topic.SCANS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        scans.assign(partitions);
        scans.seekToEnd(partitions);
        partitions.forEach(scans::position);
        thread = Thread.ofPlatform().name("decider").start(this::run);
    }

    private static Map<String, Object> with(Map<String, Object> properties, String key, Object value) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(key, value);
        return all;
    }

    private void run() {
        while (!stopping) {
            scans.poll(Duration.ofMillis(100)).forEach(this::answer);
        }
        scans.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A verdict that is not sent is one that the test misses.
    private void answer(ConsumerRecord<byte[], byte[]> scan) {
        ScanUploaded uploaded;
        try {
            uploaded = decoder.decode(Topic.SCANS, scan.headers(), scan.value(), ScanUploaded.class);
        } catch (UndecodableRecordException e) {
            throw new AssertionError(e);
        }
        String topic = Topic.SCAN_OUTCOMES.topicName();
        if (uploaded.getQrcode().startsWith("GARBLED")) {
            byte[] noAvro = {0, 0, 0, 0, 1, 2};
            garbled.send(new ProducerRecord<>(topic, null, uploaded.getQrcode(), noAvro, scan.headers()));
        } else if (!uploaded.getQrcode().startsWith("SILENT")) {
            if (uploaded.getQrcode().startsWith("ELSEWHERE")) {
                ReplyTo address = ReplyTo.from(scan.headers());
                new ReplyTo(UUID.randomUUID(), address.upload(), address.position()).addTo(scan.headers());
            }
            outcomes.send(new ProducerRecord<>(topic, null, uploaded.getQrcode(), decide(uploaded), scan.headers()));
        }
    }

    private ScanDecided decide(ScanUploaded scan) {
        String qrcode = scan.getQrcode();
        if (scan.getUndo() != null) {
            return takeBack(scan, scan.getUndo());
        }
        if (scan.getDeviceRevoked()) {
            return outcome(scan, Verdict.DEVICE_REVOKED, null, false);
        }
        if (qrcode.startsWith("UNKNOWN") || qrcode.contains("\uFFFD")) {
            return outcome(scan, Verdict.TICKET_NOT_FOUND, null, false);
        }
        if (qrcode.startsWith("REVOKED")) {
            return outcome(scan, Verdict.TICKET_REVOKED, null, false);
        }
        ScanUploaded first = admitted.putIfAbsent(scan.getEventId() + " " + qrcode, scan);
        if (first == null) {
            return outcome(scan, Verdict.SYNCED, null, false);
        }
        boolean again = scan.getScanIdFromDevice() && first.getScanId().equals(scan.getScanId());
        if (again) {
            return outcome(scan, Verdict.SYNCED, null, true);
        }
        boolean same = first.getDeviceId().equals(scan.getDeviceId());
        return outcome(scan, same ? Verdict.DUPLICATE : Verdict.CONFLICT, first, false);
    }

    private ScanDecided takeBack(ScanUploaded wish, UndoRequest undo) {
        String ticket = wish.getEventId() + " " + wish.getQrcode();
        ScanUploaded first = admitted.get(ticket);
        boolean isFirst = first != null && first.getScanId().equals(wish.getScanId());
        boolean late = undo.getUndoneAt().isAfter(wish.getScannedAt().plusSeconds(60));
        UndoAnswer answer = isFirst ? UndoAnswer.UNDONE : UndoAnswer.NOT_IN;
        if (wish.getDeviceRevoked()) {
            answer = UndoAnswer.DEVICE_REVOKED;
        } else if (isFirst && late) {
            answer = UndoAnswer.TOO_LATE;
        }
        if (answer == UndoAnswer.UNDONE) {
            admitted.remove(ticket);
        }
        return ScanDecided.newBuilder(outcome(wish, Verdict.SYNCED, null, true))
                .setUndo(new UndoOutcome(undo.getReason(), undo.getUndoneAt(), answer))
                .setUndone(answer == UndoAnswer.UNDONE)
                .build();
    }

    private static ScanDecided outcome(ScanUploaded scan, Verdict verdict, ScanUploaded first, boolean replayed) {
        boolean ticket = verdict != Verdict.TICKET_NOT_FOUND;
        return ScanDecided.newBuilder()
                .setScanId(scan.getScanId())
                .setScanIdFromDevice(scan.getScanIdFromDevice())
                .setEventId(scan.getEventId())
                .setDeviceId(scan.getDeviceId())
                .setSessionToken(scan.getSessionToken())
                .setQrcode(scan.getQrcode())
                .setScannedAt(scan.getScannedAt())
                .setUploadedAt(scan.getUploadedAt())
                .setTicketTypes(scan.getTicketTypes())
                .setSyncSessionId(scan.getSyncSessionId())
                .setVerdict(verdict)
                .setReplayed(replayed)
                .setFirstScan(
                        first == null
                                ? null
                                : new FirstScan(first.getScanId(), first.getDeviceId(), first.getScannedAt()))
                .setEarlierOnDevice(
                        verdict == Verdict.CONFLICT && scan.getScannedAt().isBefore(first.getScannedAt()))
                .setTicket(ticket ? new TicketDetails("VIP", "All days", null) : null)
                .setDecidedAt(DECIDED_AT)
                .build();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outcomes.close();
        garbled.close();
        decoder.close();
    }
}
