package io.gatesync.testing;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RegistryServer;
import io.gatesync.servers.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The servers as processes of this machine, in a folder that is deleted when they are closed. */
final class LocalProcesses implements Backend {

    // A fast start is worth more to tests than a fast server.
    private static final List<String> KAFKA_JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    // Tests kill servers, not the machine: what a killed server has written, the next one reads without fsync, too.
    private static final Map<String, String> POSTGRES_SETTINGS =
            Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "200");

    private final AtomicInteger databases = new AtomicInteger();
    private final ServersFolder folder;
    private final KafkaServer kafka;
    private final RegistryServer registry;
    private final PostgresServer postgres;

    LocalProcesses() {
        folder = ServersFolder.create();
        Distribution distribution = Distribution.ofSystemProperty();
        Path path = folder.path();
        kafka = new KafkaServer(distribution, new KafkaServer.Config(path, Ports.free(), Ports.free(), KAFKA_JVM));
        registry = new RegistryServer(distribution, new RegistryServer.Config(path, Ports.free()));
        postgres = new PostgresServer(distribution, new PostgresServer.Config(path, Ports.free(), POSTGRES_SETTINGS));
    }

    @Override
    public void start(Server server) {
        process(server).start();
    }

    private ServerProcess process(Server server) {
        return switch (server) {
            case KAFKA -> kafka;
            case REGISTRY -> registry;
            case POSTGRES -> postgres;
        };
    }

    KafkaServer kafka() {
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
            Stream.of(kafka, registry, postgres).parallel().forEach(ServerProcess::kill);
        } finally {
            folder.close();
        }
    }
}
