package io.gatesync.processor;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import io.gatesync.messaging.SchemaRegistry;
import io.gatesync.messaging.Topic;
import io.gatesync.messaging.TopicLayout;
import io.gatesync.processor.topology.PatientDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.SmartLifecycle;

/**
 * The running stream. Starts only where topics and schemas are as they should be; ready while it decides scans; ends the
 * whole service, with 1, when it has died.
 */
class ScanStream implements SmartLifecycle, HealthIndicator, ApplicationContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(ScanStream.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    private static final Topic[] TOPICS = {Topic.TICKETS, Topic.SCANS, Topic.SCAN_OUTCOMES, Topic.DEAD_LETTERS};

    /**
     * Of what kind a failure is that may pass. While Kafka is away for longer than a transaction may last, it ends the one
     * that is open; the commit then fails as an invalid transaction, which Kafka Streams takes for a bug (KAFKA-19690 is the
     * like). The scans are still there, and a new thread takes them up in a new transaction.
     */
    private static final List<Class<? extends Exception>> PASSING = List.of(
            RetriableException.class,
            ApplicationRecoverableException.class,
            InvalidTxnStateException.class,
            SerializationException.class);

    private final Topology topology;
    private final PatientDecoder decoder;
    private final Map<String, Object> config;
    private final SchemaRegistry registry;

    private ApplicationContext application;
    private volatile KafkaStreams streams;

    ScanStream(Topology topology, PatientDecoder decoder, Map<String, Object> config, SchemaRegistry registry) {
        this.topology = topology;
        this.decoder = decoder;
        this.config = config;
        this.registry = registry;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) throws BeansException {
        application = context;
    }

    @Override
    public void start() {
        registry.requireRegistered(TOPICS);
        try (Admin admin = Admin.create(
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
            new TopicLayout(admin).requireConsistent(TOPICS);
        }
        streams = new KafkaStreams(topology, new StreamsConfig(config), new TicketsFirstClients());
        streams.setUncaughtExceptionHandler(ScanStream::onUncaught);
        streams.setStateListener((now, before) -> {
            LOG.info("stream is {}", now);
            if (now == KafkaStreams.State.ERROR) {
                Thread.ofPlatform().name("exit").start(this::exit);
            }
        });
        streams.start();
    }

    /** What may pass is tried again by a new thread; anything else ends the service, so that somebody sees it. */
    private static StreamThreadExceptionResponse onUncaught(Throwable failure) {
        boolean passing = mayPass(failure);
        // Of what it died, Kafka Streams logs itself.
        LOG.error("a stream thread died; {}", passing ? "another takes its place" : "the service ends");
        return passing ? REPLACE_THREAD : SHUTDOWN_CLIENT;
    }

    static boolean mayPass(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> PASSING.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    private void exit() {
        System.exit(SpringApplication.exit(application, () -> 1));
    }

    @Override
    public void stop() {
        if (streams != null) {
            streams.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null && !streams.state().hasCompletedShutdown();
    }

    @Override
    public Health health() {
        if (streams == null) {
            return Health.down().build();
        }
        KafkaStreams.State state = streams.state();
        if (decoder.isWaiting()) {
            return Health.down()
                    .withDetail("stream", state)
                    .withDetail("waiting", "the schema registry does not answer")
                    .build();
        }
        return (state == KafkaStreams.State.RUNNING ? Health.up() : Health.down())
                .withDetail("stream", state)
                .build();
    }
}
