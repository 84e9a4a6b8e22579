package io.gatesync.projector;

import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.projector.projection.DeadLetters;
import io.gatesync.projector.projection.ProjectedTopic;
import io.gatesync.projector.projection.Projection;
import io.gatesync.projector.projection.ProjectionLoop;
import io.gatesync.projector.projection.ProjectionState;
import io.gatesync.projector.tables.OverdueSyncs;
import io.gatesync.projector.tables.Tables;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ProjectorConfiguration {

    /** Fails the start if the topics or the schemas are not as this build needs them. */
    @Bean
    KnownTopics knownTopics(KafkaProperties kafka) {
        Topic[] topics = Stream.concat(ProjectedTopic.topics().stream(), Stream.of(Topic.DEAD_LETTERS))
                .toArray(Topic[]::new);
        SchemaRegistry.configuredBy(kafka.buildConsumerProperties()).requireRegistered(topics);
        try (Admin admin = Admin.create(kafka.buildAdminProperties())) {
            return new KnownTopics(new TopicLayout(admin).requireConsistent(topics));
        }
    }

    @Bean
    Tables tables(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new Tables(jdbc, transaction);
    }

    @Bean
    OverdueSyncs overdueSyncs(JdbcClient jdbc, ProjectorProperties settings) {
        return new OverdueSyncs(jdbc, settings.syncTimeout());
    }

    @Bean
    RecordDecoder recordDecoder(KafkaProperties kafka) {
        return RecordDecoder.configuredBy(kafka.buildConsumerProperties());
    }

    @Bean
    Producer<byte[], byte[]> deadLetterProducer(KafkaProperties kafka) {
        return new KafkaProducer<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    DeadLetters deadLetters(Producer<byte[], byte[]> deadLetterProducer, ProjectorProperties settings) {
        return new DeadLetters(deadLetterProducer, settings.deadLetterTimeout());
    }

    /** Its health contributor is named "projection", as readiness calls it. */
    @Bean
    ProjectionState projectionHealthIndicator() {
        return new ProjectionState();
    }

    /** The loop owns the consumer, and closes it. */
    @Bean
    Projection projection(
            KafkaProperties kafka,
            KnownTopics checked,
            RecordDecoder decoder,
            Tables tables,
            DeadLetters deadLetters,
            ProjectionState state,
            ProjectorProperties settings,
            MeterRegistry meters,
            ApplicationContext context) {
        Map<String, Object> properties = kafka.buildConsumerProperties();
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaClientMetrics consumerMetrics = new KafkaClientMetrics(consumer);
        consumerMetrics.bindTo(meters);
        ProjectionLoop loop = new ProjectionLoop(consumer, decoder, tables, deadLetters, state, settings, meters);
        return new Projection(loop, () -> exit(context));
    }

    /** In a thread of its own, because closing the context waits for the thread that asks for it. */
    private static void exit(ApplicationContext context) {
        Thread.ofPlatform().name("exit").start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
    }
}
