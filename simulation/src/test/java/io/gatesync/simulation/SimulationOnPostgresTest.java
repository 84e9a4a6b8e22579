package io.gatesync.simulation;

import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The simulation with a real PostgreSQL: shows that {@link SimulatedTables} follow the rules of the projector's SQL. */
@RealServers(Server.POSTGRES)
class SimulationOnPostgresTest {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationOnPostgresTest.class);
    private static final int RUNS = Integer.getInteger("simulation.runs.postgres", 20);

    @Test
    void after_every_batch_postgresql_says_the_same_as_the_simulated_tables(Servers servers) {
        try (SingleConnectionDataSource connection = new SingleConnectionDataSource(
                servers.jdbcUrl(), servers.database().user(), servers.database().password(), true)) {
            Flyway.configure().dataSource(connection).load().migrate();
            play(connection);
        }
    }

    private static void play(DataSource connection) {
        long first = Long.getLong("simulation.seed", System.nanoTime());
        LOG.info(
                "To repeat these runs, add to the command: -Dsimulation.runs.postgres={} -Dsimulation.seed={}",
                RUNS,
                first);
        for (long seed = first; seed < first + RUNS; seed++) {
            try {
                new Festival(new Random(seed), partitions -> new TablesInPostgres(connection, partitions)).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("To repeat: -Dsimulation.runs.postgres=1 -Dsimulation.seed=" + seed, e);
            }
        }
    }
}
