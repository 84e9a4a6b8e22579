package io.gatesync.testing;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaCluster;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RegistryServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The servers as processes of this machine, in a folder that is deleted when they are closed. */
final class LocalProcesses implements Backend {

    // A fast start is worth more to tests than a fast server.
    private static final List<String> KAFKA_JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    // Three of them have to share a small machine.
    private static final List<String> KAFKA_JVM_OF_THREE = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    // Tests kill servers, not the machine: what a killed server has written, the next one reads without fsync, too.
    private static final Map<String, String> POSTGRES_SETTINGS =
            Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "200");

    private final AtomicInteger databases = new AtomicInteger();
    private final ServersFolder folder;
    private final Kafka kafka;
    private final RegistryServer registry;
    private final PostgresServer postgres;

    /** One broker, or three. */
    private sealed interface Kafka {
        record Alone(KafkaServer broker) implements Kafka {}

        record Cluster(KafkaCluster brokers) implements Kafka {}
    }

    /** @param brokers of Kafka: 1 or {@link KafkaCluster#BROKERS} */
    LocalProcesses(int brokers) {
        folder = ServersFolder.create();
        Distribution distribution = Distribution.ofSystemProperty();
        Path path = folder.path();
        kafka = switch (brokers) {
            case 1 ->
                new Kafka.Alone(new KafkaServer(
                        distribution, new KafkaServer.Config(path, Ports.free(), Ports.free(), KAFKA_JVM)));
            case KafkaCluster.BROKERS -> new Kafka.Cluster(new KafkaCluster(distribution, path, KAFKA_JVM_OF_THREE));
            default ->
                throw new IllegalArgumentException(
                        "Kafka has 1 broker in tests or %d, not %d".formatted(KafkaCluster.BROKERS, brokers));
        };
        registry = new RegistryServer(distribution, new RegistryServer.Config(path, Ports.free()));
        postgres = new PostgresServer(distribution, new PostgresServer.Config(path, Ports.free(), POSTGRES_SETTINGS));
    }

    @Override
    public void start(Server server) {
        switch (server) {
            case KAFKA -> startKafka();
            case REGISTRY -> registry.start();
            case POSTGRES -> postgres.start();
        }
    }

    private void startKafka() {
        switch (kafka) {
            case Kafka.Alone(KafkaServer broker) -> broker.start();
            case Kafka.Cluster(KafkaCluster brokers) -> brokers.start();
        }
    }

    KafkaServer kafka() {
        return switch (kafka) {
            case Kafka.Alone(KafkaServer broker) -> broker;
            case Kafka.Cluster ignored ->
                throw new IllegalStateException("There are three brokers: say which, by kafkaCluster().broker(1)");
        };
    }

    KafkaCluster kafkaCluster() {
        return switch (kafka) {
            case Kafka.Cluster(KafkaCluster brokers) -> brokers;
            case Kafka.Alone ignored ->
                throw new IllegalStateException("There is one broker. Ask for @RealServers(brokers = 3)");
        };
    }

    RegistryServer registry() {
        return registry;
    }

    PostgresServer postgres() {
        return postgres;
    }

    @Override
    public String bootstrapServers() {
        return switch (kafka) {
            case Kafka.Alone(KafkaServer broker) -> broker.bootstrapServers();
            case Kafka.Cluster(KafkaCluster brokers) -> brokers.bootstrapServers();
        };
    }

    @Override
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public Database newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        postgres.createDatabase(name);
        return new Database(postgres.jdbcUrl(name), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private void killKafka() {
        switch (kafka) {
            case Kafka.Alone(KafkaServer broker) -> broker.kill();
            case Kafka.Cluster(KafkaCluster brokers) -> brokers.close();
        }
    }

    @Override
    public void close() {
        try {
            // All at the same time, because their data are deleted anyway.
            Stream.<Runnable>of(this::killKafka, registry::kill, postgres::kill)
                    .parallel()
                    .forEach(Runnable::run);
        } finally {
            folder.close();
        }
    }
}
