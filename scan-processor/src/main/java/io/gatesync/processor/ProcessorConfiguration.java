package io.gatesync.processor;

import io.gatesync.messaging.KafkaConnection;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.Topic;
import io.gatesync.processor.registry.RegistryRetry;
import io.gatesync.processor.registry.RetryingDecoder;
import io.gatesync.processor.registry.RetryingSerializer;
import io.gatesync.processor.streams.BoundedStoreMemory;
import io.gatesync.processor.streams.ScanStream;
import io.gatesync.processor.streams.StoreMemory;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.service.SchemaCheck;
import io.gatesync.service.ServiceExit;
import io.gatesync.service.Worker;
import io.gatesync.service.WorkerThread;
import io.gatesync.service.events.KnownEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the service together: the stream, what it reads and writes with, and the settings of Kafka Streams. */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /**
     * How often within a commit interval an idle thread checks whether a commit is due. Kafka Streams checks only after a
     * poll, which by default waits 100 ms for more scans: a scan that comes just after a commit would wait as long.
     */
    private static final int CHECKS_PER_COMMIT_INTERVAL = 5;

    /**
     * How often within a session an instance tells that it lives. Kafka's default is three times. By its next heartbeat, the one that
     * takes over learns that another is gone: the more there are, the sooner.
     */
    private static final int HEARTBEATS_PER_SESSION = 8;

    @Bean
    RecordDecoder recordDecoder(KafkaProperties kafka) {
        return RecordDecoder.configuredBy(kafka.buildConsumerProperties());
    }

    @Bean
    Serializer<ScanDecided> outcomeSerializer(KafkaProperties kafka) throws ClassNotFoundException {
        return vendorSerializer(kafka.buildProducerProperties());
    }

    @Bean
    SchemaRegistry schemaRegistry(KafkaProperties kafka) {
        return SchemaRegistry.configuredBy(kafka.buildConsumerProperties());
    }

    /** Named, like the next, as the group {@code readiness} in {@code application.yml} says. */
    @Bean
    Worker schemaCheck(SchemaRegistry registry, ServiceExit exit) {
        return SchemaCheck.of(registry, exit, Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.EVENTS);
    }

    /** Closed by its worker. */
    @Bean(destroyMethod = "")
    KnownEvents knownEvents(KafkaProperties kafka, ProcessorProperties settings) {
        return new KnownEvents(
                kafka.buildConsumerProperties(), Topic.PROCESSOR_GROUP + "-events", settings.registryRetry());
    }

    /** Not a part of readiness: scans are decided without it. */
    @Bean
    Worker knownEventsReader(KnownEvents events, ServiceExit exit) {
        return new Worker("reader of events", new WorkerThread("events", events), STOP_TIMEOUT, exit);
    }

    @Bean
    Worker scanStream(
            KafkaProperties kafka,
            ProcessorProperties settings,
            KnownEvents events,
            RecordDecoder decoder,
            Serializer<ScanDecided> outcomes,
            SchemaRegistry registry,
            MeterRegistry meters,
            ServiceExit exit) {
        RegistryRetry retry = new RegistryRetry(settings.registryRetry());
        ScanStream stream = new ScanStream(
                streamsConfig(kafka, settings),
                settings.maxDeadLettersInARow(),
                events::ended,
                new RetryingDecoder(decoder, retry),
                new RetryingSerializer<>(outcomes, () -> registry.requireRegistered(Topic.SCAN_OUTCOMES), retry),
                retry,
                meters);
        return new Worker("scan stream", stream, STOP_TIMEOUT, exit);
    }

    @SuppressWarnings("unchecked")
    private static Serializer<ScanDecided> vendorSerializer(Map<String, Object> producer)
            throws ClassNotFoundException {
        Object type = producer.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        Serializer<ScanDecided> serializer = type instanceof Class<?> given
                ? (Serializer<ScanDecided>) Utils.newInstance(given)
                : Utils.newInstance(String.valueOf(type), Serializer.class);
        serializer.configure(producer, false);
        return serializer;
    }

    static Map<String, Object> streamsConfig(KafkaProperties kafka, ProcessorProperties settings) {
        Map<String, Object> config = new HashMap<>(KafkaConnection.of(kafka.buildConsumerProperties()));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, Topic.PROCESSOR_GROUP);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        config.put(
                StreamsConfig.POLL_MS_CONFIG,
                Math.max(1, settings.commitInterval().toMillis() / CHECKS_PER_COMMIT_INTERVAL));
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStoreMemory.class.getName());
        config.put(BoundedStoreMemory.MEMORY, StoreMemory.ofMib(settings.storeMemoryMib()));
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                settings.sessionTimeout().toMillis());
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), (int)
                settings.stuckAfter().toMillis());
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                settings.sessionTimeout().dividedBy(HEARTBEATS_PER_SESSION).toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                settings.transactionTimeout().toMillis());
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                settings.linger().toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topic.DEAD_LETTERS.maxBatchBytes());
        if (!settings.instanceId().isEmpty()) {
            config.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
        return config;
    }
}
