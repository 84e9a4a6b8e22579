package io.gatesync.projector;

import static java.util.Objects.requireNonNull;

import io.gatesync.access.http.AccessRules;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.projector.projection.DeadLetters;
import io.gatesync.projector.projection.ProjectedTopic;
import io.gatesync.projector.projection.ProjectionLoop;
import io.gatesync.projector.projection.TopicsInKafka;
import io.gatesync.projector.status.DeviceQueries;
import io.gatesync.projector.status.ProjectorAccess;
import io.gatesync.projector.status.SyncQueries;
import io.gatesync.projector.status.TicketQueries;
import io.gatesync.projector.tables.EndedEvents;
import io.gatesync.projector.tables.OverdueSyncs;
import io.gatesync.projector.tables.Tables;
import io.gatesync.service.SchemaCheck;
import io.gatesync.service.ServiceExit;
import io.gatesync.service.Worker;
import io.gatesync.service.WorkerThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class ProjectorConfiguration {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final double RETRY_WAIT_GROWTH = 2;

    @Bean
    Tables tables(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new Tables(jdbc, transaction);
    }

    @Bean
    AccessRules accessRules() {
        return ProjectorAccess.rules();
    }

    @Bean
    OverdueSyncs overdueSyncs(JdbcClient jdbc, ProjectorProperties settings) {
        return new OverdueSyncs(jdbc, settings.syncTimeout());
    }

    @Bean
    EndedEvents endedEvents(JdbcClient jdbc) {
        return new EndedEvents(jdbc);
    }

    @Bean
    Admin admin(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    @Bean
    TopicsInKafka topicsInKafka(Admin admin) {
        return new TopicsInKafka(admin);
    }

    /** Fails the start if the topics are not as this build needs them. */
    @Bean
    SyncQueries syncQueries(JdbcClient jdbc, Admin admin) {
        Map<Topic, Integer> partitions = new TopicLayout(admin).requireConsistent(topics());
        return new SyncQueries(jdbc, requireNonNull(partitions.get(Topic.SYNC_SESSIONS)));
    }

    @Bean
    DeviceQueries deviceQueries(JdbcClient jdbc) {
        return new DeviceQueries(jdbc);
    }

    @Bean
    TicketQueries ticketQueries(
            DataSource dataSource, PlatformTransactionManager transactions, ProjectorProperties settings) {
        return new TicketQueries(dataSource, transactions, settings.ticketWait());
    }

    /** In {@code /actuator/health} and for readiness it is called by the name of this bean. */
    @Bean
    Worker schemaCheck(KafkaProperties kafka, ServiceExit exit) {
        return SchemaCheck.of(SchemaRegistry.configuredBy(kafka.buildConsumerProperties()), exit, topics());
    }

    private static Topic[] topics() {
        return Stream.concat(ProjectedTopic.topics().stream(), Stream.of(Topic.DEAD_LETTERS))
                .toArray(Topic[]::new);
    }

    @Bean
    RecordDecoder recordDecoder(KafkaProperties kafka) {
        return RecordDecoder.configuredBy(kafka.buildConsumerProperties());
    }

    @Bean
    Producer<byte[], byte[]> deadLetterProducer(KafkaProperties kafka) {
        Map<String, Object> properties = kafka.buildProducerProperties();
        // A dead letter is larger than the record in it, which may be as large as Kafka takes.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.DEAD_LETTERS.maxBatchBytes());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    DeadLetters deadLetters(
            Producer<byte[], byte[]> deadLetterProducer, ProjectorProperties settings, MeterRegistry meters) {
        return new DeadLetters(deadLetterProducer, settings.deadLetterTimeout(), meters);
    }

    /** In {@code /actuator/health} and for readiness it is called by the name of this bean. */
    @Bean
    Worker projection(
            KafkaProperties kafka,
            RecordDecoder decoder,
            TopicsInKafka topics,
            Tables tables,
            DeadLetters deadLetters,
            ProjectorProperties settings,
            MeterRegistry meters,
            ServiceExit exit) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        new KafkaClientMetrics(consumer).bindTo(meters);
        ExponentialBackOff backOff =
                new ExponentialBackOff(settings.firstRetryWait().toMillis(), RETRY_WAIT_GROWTH);
        backOff.setMaxInterval(settings.longestRetryWait().toMillis());
        ProjectionLoop loop = new ProjectionLoop(
                consumer,
                decoder,
                topics,
                tables,
                deadLetters,
                settings.deadLettersInARow(),
                settings.pollTimeout(),
                settings.checkInterval(),
                settings.kafkaTimeout(),
                backOff,
                meters);
        return new Worker("projection", new WorkerThread("projection", loop), STOP_TIMEOUT, exit);
    }
}
