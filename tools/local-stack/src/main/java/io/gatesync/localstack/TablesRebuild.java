package io.gatesync.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.ServerFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Empties the tables, which the projector then builds anew from the topics, and watches it. The projector may run meanwhile:
 * it notices that its offsets are gone. What empties them is a file of the projector's own, in its jar.
 */
public final class TablesRebuild {
    /** In the projector's jar. */
    static final String SQL = "BOOT-INF/classes/io/gatesync/projector/rebuild-tables.sql";

    private static final int TIMEOUT_MILLIS = 10_000;

    private final String jdbcUrl;
    private final String bootstrapServers;
    private final String sql;
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * A rebuild on a stack that runs.
     *
     * @param folder of the stack
     */
    public static TablesRebuild of(StackFolder folder, Distribution distribution) {
        StackPorts ports = folder.ports();
        String jdbcUrl =
                "jdbc:postgresql://%s/%s".formatted(ports.address(StackPort.POSTGRES), PostgresServer.DATABASE);
        return new TablesRebuild(
                jdbcUrl, ports.address(StackPort.KAFKA), sqlIn(Service.PROJECTOR.jar(distribution.root())));
    }

    TablesRebuild(String jdbcUrl, String bootstrapServers, String sql) {
        this.jdbcUrl = jdbcUrl;
        this.bootstrapServers = bootstrapServers;
        this.sql = sql;
    }

    private static String sqlIn(Path jar) {
        try (ZipFile content = new ZipFile(jar.toFile())) {
            ZipEntry file = content.getEntry(SQL);
            if (file == null) {
                throw new FileNotFoundException(jar + " has no " + SQL);
            }
            return new String(content.getInputStream(file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Empties the tables.
     *
     * @return how far they are behind now, in offsets of the topics
     * @throws ServerFailedException if PostgreSQL or Kafka does not answer, or if there are no tables
     */
    public long empty() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // Before anything is deleted: the topics that the tables show, and where they end.
            ends = ends(projected(statement).keySet());
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed("emptied", e);
        }
        return remaining();
    }

    /**
     * How far the tables are behind where the topics ended when they were emptied, in offsets; 0 when they are built.
     *
     * @throws ServerFailedException if PostgreSQL does not answer
     */
    public long remaining() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Map<TopicPartition, Long> projected = projected(statement);
            return ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - projected.getOrDefault(end.getKey(), 0L)))
                    .sum();
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private static Map<TopicPartition, Long> projected(Statement statement) throws SQLException {
        Map<TopicPartition, Long> projected = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("select topic, partition, next_offset from projection_offsets")) {
            while (rows.next()) {
                projected.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return projected;
    }

    private Map<TopicPartition, Long> ends(Iterable<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<String, Object> client = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(client)) {
            Map<TopicPartition, Long> found = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> found.put(partition, end.offset()));
            return found;
        } catch (ExecutionException e) {
            throw new ServerFailedException(
                    "Kafka at %s does not say where the topics end: %s. Nothing was changed."
                            .formatted(bootstrapServers, e.getCause()),
                    e);
        } catch (InterruptedException e) {
            // Sets the thread's interrupt flag again.
            throw new InterruptException(e);
        }
    }

    private ServerFailedException failed(String what, SQLException e) {
        return new ServerFailedException(
                "The tables in PostgreSQL at %s could not be %s: %s".formatted(jdbcUrl, what, e.getMessage()), e);
    }
}
