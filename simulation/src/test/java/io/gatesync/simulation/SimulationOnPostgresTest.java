package io.gatesync.simulation;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The simulation with a real PostgreSQL: shows that {@link SimulatedTables} follow the rules of the projector's SQL. */
@Tag("servers")
class SimulationOnPostgresTest {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationOnPostgresTest.class);
    private static final int RUNS = Integer.getInteger("simulation.runs.postgres", 20);

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static SingleConnectionDataSource connection;

    @BeforeAll
    static void start() {
        postgres = new PostgresServer(
                Distribution.ofSystemProperty(),
                new PostgresServer.Config(folder, Ports.free(), Map.of("fsync", "off")));
        postgres.start();
        connection =
                new SingleConnectionDataSource(postgres.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD, true);
        Flyway.configure().dataSource(connection).load().migrate();
    }

    @AfterAll
    static void stop() {
        connection.destroy();
        postgres.stop();
    }

    @Test
    void after_every_batch_postgresql_says_the_same_as_the_simulated_tables() {
        long first = Long.getLong("simulation.seed", System.nanoTime());
        LOG.info("{} runs; to repeat them: -Dsimulation.seed={}", RUNS, first);
        for (long seed = first; seed < first + RUNS; seed++) {
            try {
                new Festival(new Random(seed), partitions -> new TablesInPostgres(connection, partitions)).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("To repeat: -Dsimulation.runs.postgres=1 -Dsimulation.seed=" + seed, e);
            }
        }
    }
}
