package io.gatesync.processor.topology;

import io.gatesync.messaging.Topic;
import io.gatesync.processor.decision.TicketState;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** What flows where: tickets and scans are decoded, meet in the ticket store, and each scan leaves with its verdict. */
public final class ScanTopology {
    static final String DECIDE_SCAN = "decide-scan";
    static final String APPLY_TICKET_CHANGE = "apply-ticket-change";
    static final String DEAD_LETTERS = "dead-letters";

    private ScanTopology() {}

    /**
     * The topology.
     *
     * @param decoder for what comes in
     * @param outcomes the serializer for what goes out
     */
    public static Topology build(PatientDecoder decoder, Serializer<? super ScanDecided> outcomes) {
        StoreBuilder<KeyValueStore<TicketKey, TicketState>> store = TicketStore.builder();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        ByteArraySerializer asTheyCame = new ByteArraySerializer();
        return new Topology()
                .addSource("tickets", bytes, bytes, Topic.TICKETS.topicName())
                .addSource("scans", bytes, bytes, Topic.SCANS.topicName())
                .addProcessor(
                        "decode-tickets",
                        () -> new Decode<>(
                                decoder,
                                Topic.TICKETS,
                                TicketChanged.class,
                                TicketChanged::getQrcode,
                                APPLY_TICKET_CHANGE),
                        "tickets")
                .addProcessor(
                        "decode-scans",
                        () -> new Decode<>(
                                decoder, Topic.SCANS, ScanUploaded.class, ScanUploaded::getQrcode, DECIDE_SCAN),
                        "scans")
                .addProcessor(APPLY_TICKET_CHANGE, ApplyTicketChange.supplier(store), "decode-tickets")
                .addProcessor(DECIDE_SCAN, DecideScan.supplier(store), "decode-scans")
                .addSink(
                        "scan-outcomes", Topic.SCAN_OUTCOMES.topicName(), new StringSerializer(), outcomes, DECIDE_SCAN)
                .addSink(
                        DEAD_LETTERS,
                        Topic.DEAD_LETTERS.topicName(),
                        asTheyCame,
                        asTheyCame,
                        "decode-tickets",
                        "decode-scans");
    }
}
