package io.gatesync.testing;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaCluster;
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
    private final KafkaCluster kafka;
    private final RegistryServer registry;
    private final PostgresServer postgres;

    /** @param brokers of Kafka: 1 or {@link KafkaCluster#BROKERS} */
    LocalProcesses(int brokers) {
        folder = ServersFolder.create();
        Distribution distribution = Distribution.ofSystemProperty();
        Path path = folder.path();
        kafka = KafkaCluster.onFreePorts(distribution, path, brokers, brokers == 1 ? KAFKA_JVM : KAFKA_JVM_OF_THREE);
        registry = new RegistryServer(distribution, new RegistryServer.Config(path, Ports.free()));
        postgres = new PostgresServer(distribution, new PostgresServer.Config(path, Ports.free(), POSTGRES_SETTINGS));
    }

    @Override
    public void start(Server server) {
        switch (server) {
            case KAFKA -> kafka.start();
            case REGISTRY -> registry.start();
            case POSTGRES -> postgres.start();
        }
    }

    /** Its brokers, each to be killed and started again. */
    KafkaCluster kafka() {
        return kafka;
    }

    RegistryServer registry() {
        return registry;
    }

    PostgresServer postgres() {
        return postgres;
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
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

    @Override
    public void close() {
        try {
            // All at the same time, because their data are deleted anyway.
            Stream.<Runnable>of(kafka::kill, registry::kill, postgres::kill)
                    .parallel()
                    .forEach(Runnable::run);
        } finally {
            folder.close();
        }
    }
}
