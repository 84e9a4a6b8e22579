package io.gatesync.testing;

import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.Versions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The servers as containers. */
final class Containers implements Backend {

    private static final int REGISTRY_PORT = 8080;

    private final AtomicInteger databases = new AtomicInteger();

    private final KafkaContainer kafka =
            new KafkaContainer("apache/kafka:" + Versions.KAFKA).withEnv(kafkaEnvironment());

    private final GenericContainer<?> registry = new GenericContainer<>(
                    "apicurio/apicurio-registry:" + Versions.REGISTRY)
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(REGISTRY_PORT));

    private final PostgreSQLContainer postgres =
            new PostgreSQLContainer("postgres:" + majorVersion(Versions.POSTGRES) + "-alpine");

    /** The image turns {@code KAFKA_A_B} into {@code a.b}. */
    private static Map<String, String> kafkaEnvironment() {
        return KafkaServer.TUNING.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_" + setting.getKey().replace('.', '_').toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    private static String majorVersion(String version) {
        return version.substring(0, version.indexOf('.'));
    }

    @Override
    public void start(Server server) {
        container(server).start();
    }

    private GenericContainer<?> container(Server server) {
        return switch (server) {
            case KAFKA -> kafka;
            case REGISTRY -> registry;
            case POSTGRES -> postgres;
        };
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String registryUrl() {
        return "http://%s:%d".formatted(registry.getHost(), registry.getMappedPort(REGISTRY_PORT));
    }

    @Override
    public Database newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(
                        postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + name + " could not be created", e);
        }
        String url = "jdbc:postgresql://%s:%d/%s"
                .formatted(postgres.getHost(), postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), name);
        return new Database(url, postgres.getUsername(), postgres.getPassword());
    }

    @Override
    public void close() {
        Stream.of(kafka, registry, postgres).parallel().forEach(GenericContainer::stop);
    }
}
