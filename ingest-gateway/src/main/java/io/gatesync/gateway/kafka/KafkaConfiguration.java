package io.gatesync.gateway.kafka;

import io.gatesync.gateway.GatewayProperties;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what publishes and what waits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class KafkaConfiguration {
    private static final Topic[] TOPICS = {
        Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.SYNC_SESSIONS, Topic.EVENTS
    };

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Admin admin(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    /** Refuses to start where the topics or the schemas are not what this build needs. */
    @Bean
    EventProducer eventProducer(KafkaProperties kafka, Admin admin) {
        Map<String, Object> properties = kafka.buildProducerProperties();
        new TopicLayout(admin).requireConsistent(TOPICS);
        SchemaRegistry.configuredBy(properties).requireRegistered(TOPICS);
        return EventProducer.configuredBy(properties);
    }

    @Bean
    Replies replies(KafkaProperties kafka, GatewayProperties gateway, ApplicationContext context) {
        Map<String, Object> properties = kafka.buildConsumerProperties();
        RecordDecoder decoder = RecordDecoder.configuredBy(properties);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new Replies(
                new KafkaConsumer<>(properties),
                decoder,
                gateway.repliesRetry(),
                () -> AvailabilityChangeEvent.publish(context, LivenessState.BROKEN));
    }

    @Bean
    Uploads uploads(EventProducer producer, Replies replies, InstantSource clock, GatewayProperties gateway) {
        return new Uploads(producer, replies, clock, gateway.decisionTimeout(), gateway.maxScansInFlight());
    }

    @Bean
    Events events(EventProducer producer, InstantSource clock) {
        return new Events(producer, clock);
    }

    @Bean
    TicketLoads ticketLoads(EventProducer producer, InstantSource clock, GatewayProperties gateway) {
        GatewayProperties.Tickets tickets = gateway.tickets();
        return new TicketLoads(producer, clock, tickets.maxInFlight(), tickets.maxListedErrors());
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(Admin admin, GatewayProperties gateway) {
        return new KafkaHealth(admin, gateway.healthTimeout());
    }

    @Bean
    HealthIndicator repliesHealthIndicator(Replies replies) {
        return new RepliesHealth(replies);
    }

    @Bean
    MeterBinder producerMetrics(EventProducer producer) {
        return new KafkaClientMetrics(producer.producer());
    }

    @Bean
    MeterBinder room(Uploads uploads) {
        return (MeterRegistry registry) -> Gauge.builder("gatesync.gateway.room", uploads, Uploads::room)
                .description("scans that may still be taken in now")
                .baseUnit("scans")
                .register(registry);
    }
}
