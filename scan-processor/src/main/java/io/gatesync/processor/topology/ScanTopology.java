package io.gatesync.processor.topology;

import io.gatesync.messaging.Topic;
import io.gatesync.processor.store.TicketStore;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What flows where: tickets and scans are decoded and meet in the ticket store, and each scan leaves with its verdict. {@code
 * golden-topology.txt} in the tests shows it drawn.
 */
public final class ScanTopology {
    static final String DECIDE = "decide";
    static final String DEAD_LETTERS = "dead-letters";

    /** Kafka Streams' default. Any lower value takes scans whatever the lag; a higher one delays every scan. */
    private static final long WAIT_FOR_WRITTEN_RECORDS_ONLY = 0;

    private ScanTopology() {}

    /**
     * A client that runs the topology once it is started. No scan overtakes a ticket that was loaded before it: Kafka Streams
     * takes from both topics in the order of time, and {@link TicketLagConsumer} tells it of tickets still to be fetched. With
     * Kafka's own consumer a scan could overtake its ticket, so there is no other way to run the topology than this one.
     *
     * @param config of Kafka Streams
     * @param input the records that it reads
     * @param outcomes the serializer for the outcomes
     */
    public static KafkaStreams streams(
            Map<String, Object> config, Input input, Serializer<? super ScanDecided> outcomes) {
        Map<String, Object> whole = new HashMap<>(config);
        whole.putAll(config(input));
        return new KafkaStreams(build(input, outcomes), new StreamsConfig(whole), new TicketLagClients());
    }

    /** The settings of Kafka Streams without which the topology is not the one that it is meant to be. */
    static Map<String, Object> config(Input input) {
        return Map.of(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                WAIT_FOR_WRITTEN_RECORDS_ONLY,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                SetAside.class,
                SetAside.INPUT,
                input);
    }

    static Topology build(Input input, Serializer<? super ScanDecided> outcomes) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> store = TicketStore.builder();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        ByteArraySerializer asTheyCame = new ByteArraySerializer();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), "tickets", null, bytes, bytes, Topic.TICKETS.topicName())
                // Never from the beginning by itself: what was decided would be decided again.
                .addSource(AutoOffsetReset.none(), "scans", new ScanTime(), bytes, bytes, Topic.SCANS.topicName())
                .addProcessor(
                        "decode-tickets",
                        () -> new Decode<>(input, Topic.TICKETS, TicketChanged.class, Placement.OF_TICKETS, DECIDE),
                        "tickets")
                .addProcessor(
                        "decode-scans",
                        () -> new Decode<>(input, Topic.SCANS, ScanUploaded.class, Placement.OF_SCANS, DECIDE),
                        "scans")
                .addProcessor(DECIDE, Decide.supplier(input.endedEvents(), store), "decode-tickets", "decode-scans")
                .addSink("scan-outcomes", Topic.SCAN_OUTCOMES.topicName(), new StringSerializer(), outcomes, DECIDE)
                .addSink(
                        DEAD_LETTERS,
                        Topic.DEAD_LETTERS.topicName(),
                        asTheyCame,
                        asTheyCame,
                        "decode-tickets",
                        "decode-scans");
    }
}
