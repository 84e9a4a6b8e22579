package io.gatesync.processor;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.processor.topology.PatientDecoder;
import io.gatesync.processor.topology.ScanTopology;
import io.gatesync.schemas.ScanDecided;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the topology, and the configuration that it runs with. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
    /**
     * How often in a commit interval an idle thread looks whether a commit is due. Kafka Streams looks only after a poll,
     * which by default waits 100 ms for more scans: the one scan that came just after a commit would wait as long.
     */
    private static final int LOOKS_PER_COMMIT_INTERVAL = 5;

    @Bean
    PatientDecoder decoder(KafkaProperties kafka, ProcessorProperties settings) {
        return new PatientDecoder(
                RecordDecoder.configuredBy(kafka.buildConsumerProperties()), settings.registryRetry());
    }

    @Bean
    Topology topology(KafkaProperties kafka, PatientDecoder decoder) throws ClassNotFoundException {
        return ScanTopology.build(decoder, outcomeSerializer(kafka.buildProducerProperties()));
    }

    @Bean
    SchemaRegistry schemaRegistry(KafkaProperties kafka) {
        return SchemaRegistry.configuredBy(kafka.buildConsumerProperties());
    }

    @Bean
    ScanStream scanStream(
            Topology topology,
            PatientDecoder decoder,
            KafkaProperties kafka,
            ProcessorProperties settings,
            SchemaRegistry registry) {
        return new ScanStream(topology, decoder, streamsConfig(kafka, settings), registry);
    }

    @SuppressWarnings("unchecked")
    private static Serializer<ScanDecided> outcomeSerializer(Map<String, Object> producer)
            throws ClassNotFoundException {
        Object type = producer.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        Serializer<ScanDecided> serializer = type instanceof Class<?> given
                ? (Serializer<ScanDecided>) Utils.newInstance(given)
                : Utils.newInstance(String.valueOf(type), Serializer.class);
        serializer.configure(producer, false);
        return serializer;
    }

    static Map<String, Object> streamsConfig(KafkaProperties kafka, ProcessorProperties settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.getBootstrapServers());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        config.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.max(1, settings.commitInterval().toMillis() / LOOKS_PER_COMMIT_INTERVAL));
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStoreMemory.class.getName());
        config.put(BoundedStoreMemory.MEMORY_MIB, settings.storeMemoryMib());
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                settings.sessionTimeout().toMillis());
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                settings.sessionTimeout().dividedBy(3).toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                settings.transactionTimeout().toMillis());
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                settings.linger().toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        if (!settings.instanceId().isEmpty()) {
            config.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
        return config;
    }
}
