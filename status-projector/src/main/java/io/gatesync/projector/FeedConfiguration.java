package io.gatesync.projector;

import static java.util.Objects.requireNonNull;

import io.gatesync.access.AccessKeys;
import io.gatesync.messaging.RecordDecoder;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.projector.feed.FeedLoader;
import io.gatesync.projector.feed.FollowedTopics;
import io.gatesync.projector.feed.Installation;
import io.gatesync.projector.feed.Offsets;
import io.gatesync.projector.feed.TicketFeed;
import io.gatesync.projector.feed.TicketListController;
import io.gatesync.projector.projection.TopicsInKafka;
import io.gatesync.projector.tables.TicketSnapshots;
import io.gatesync.service.ServiceExit;
import io.gatesync.service.Worker;
import io.gatesync.service.WorkerThread;
import io.gatesync.service.events.KnownEvents;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The tickets on their way to devices. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    Installation installation(AccessKeys keys) {
        return new Installation(keys);
    }

    /** Closed by its worker. */
    @Bean(destroyMethod = "")
    KnownEvents knownEvents(KafkaProperties kafka, ProjectorProperties settings) {
        return new KnownEvents(kafka.buildConsumerProperties(), "status-projector-events", settings.longestRetryWait());
    }

    @Bean
    Worker knownEventsReader(KnownEvents events, ServiceExit exit) {
        return new Worker("reader of events", new WorkerThread("events", events), STOP_TIMEOUT, exit);
    }

    /** Closed by its worker. */
    @Bean(destroyMethod = "")
    TicketFeed ticketFeed(
            KafkaProperties kafka,
            RecordDecoder decoder,
            TopicsInKafka inKafka,
            Admin admin,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Installation installation,
            ProjectorProperties settings) {
        int partitions = requireNonNull(new TopicLayout(admin)
                .requireConsistent(Topic.TICKETS, Topic.SCAN_OUTCOMES)
                .get(Topic.TICKETS));
        FollowedTopics topics = followed(inKafka, partitions);
        Map<String, Object> properties = new HashMap<>(kafka.buildConsumerProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "status-projector-feed");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // At once: a device at the next gate waits for it.
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return new TicketFeed(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                decoder,
                topics,
                new FeedLoader(
                        new TicketSnapshots(dataSource, transactions),
                        topics,
                        installation,
                        partitions,
                        InstantSource.system()),
                partitions,
                settings.feedIdle(),
                settings.longestRetryWait());
    }

    private static FollowedTopics followed(TopicsInKafka topics, int partitions) {
        return new FollowedTopics() {
            @Override
            public String ids() {
                return new TreeSet<>(topics.ids(Offsets.partitions(partitions)).values()).toString();
            }

            @Override
            public Map<TopicPartition, Long> ends() {
                return topics.ends(Topic.TICKETS, Topic.SCAN_OUTCOMES).offsets();
            }
        };
    }

    @Bean
    Worker ticketFeedFollower(TicketFeed feed, ServiceExit exit) {
        return new Worker("feed of tickets", new WorkerThread("ticket-feed", feed), STOP_TIMEOUT, exit);
    }

    @Bean
    TicketListController ticketListController(
            TicketFeed feed, KnownEvents events, Installation installation, MeterRegistry meters) {
        TicketListController controller = new TicketListController(feed, events, installation);
        Gauge.builder("gatesync.projector.feed.events", feed, TicketFeed::followed)
                .register(meters);
        Gauge.builder("gatesync.projector.feed.waiting", controller, TicketListController::waiting)
                .register(meters);
        return controller;
    }
}
