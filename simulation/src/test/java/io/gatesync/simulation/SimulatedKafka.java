package io.gatesync.simulation;

import static java.util.Objects.requireNonNull;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics: those of tickets, scans and outcomes in partitions, each of the others in one, of which only the projector reads. */
final class SimulatedKafka {
    private static final int PARTITIONS = 2;

    private final List<SimulatedPartition> partitions = IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new SimulatedPartition())
            .toList();
    private final Map<Topic, List<SpecificRecord>> others = new LinkedHashMap<>();
    private final Map<TopicPartition, List<? extends SpecificRecord>> projected = new LinkedHashMap<>();

    SimulatedKafka() {
        for (int number = 0; number < PARTITIONS; number++) {
            SimulatedPartition partition = partitions.get(number);
            projected.put(new TopicPartition(Topic.TICKETS.topicName(), number), partition.tickets());
            projected.put(new TopicPartition(Topic.SCAN_OUTCOMES.topicName(), number), partition.outcomes());
        }
        Stream.of(Topic.SYNC_SESSIONS, Topic.EVENTS, Topic.LOGIN_ATTEMPTS, Topic.DEVICES, Topic.DEVICE_LOGINS)
                .forEach(topic -> {
                    List<SpecificRecord> records = new ArrayList<>();
                    others.put(topic, records);
                    projected.put(new TopicPartition(topic.topicName(), 0), records);
                });
    }

    /** Those of tickets, scans and outcomes. */
    List<SimulatedPartition> partitions() {
        return partitions;
    }

    /** What the projector reads, as a reader of committed records sees it; grows. */
    Map<TopicPartition, List<? extends SpecificRecord>> projected() {
        return projected;
    }

    void publish(ScanUploaded scan) {
        partition(scan.getQrcode()).append(scan);
    }

    /** A change of one ticket, or a new round of admissions, which each partition says. */
    void publish(TicketChanged change) {
        if (change.getAdmissionRound() == null) {
            partition(change.getQrcode()).append(change);
        } else {
            partitions.forEach(partition -> partition.append(change));
        }
    }

    private SimulatedPartition partition(String qrcode) {
        return partitions.get(Math.floorMod(qrcode.hashCode(), PARTITIONS));
    }

    /** A record of one of the topics of one partition. */
    RecordPosition publish(Topic topic, SpecificRecord record) {
        List<SpecificRecord> records = requireNonNull(others.get(topic));
        records.add(record);
        return new RecordPosition(0, records.size() - 1L);
    }
}
