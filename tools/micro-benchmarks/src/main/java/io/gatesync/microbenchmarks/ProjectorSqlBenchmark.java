package io.gatesync.microbenchmarks;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.projector.changes.BatchFold;
import io.gatesync.projector.changes.TableChanges;
import io.gatesync.projector.tables.RowRefusedException;
import io.gatesync.projector.tables.Tables;
import io.gatesync.servers.Directories;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.flywaydb.core.Flyway;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the projector writes for 1,000 records, in a PostgreSQL of its own; the figure is for all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class ProjectorSqlBenchmark {

    private static final int ROWS = 1_000;
    /** Makes codes that do not come in order: real ones do not. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Path folder;
    private PostgresServer postgres;
    private SingleConnectionDataSource dataSource;
    private Tables tables;
    private long codes;
    private long offset;
    private TableChanges tickets;
    private TableChanges outcomes;

    /** Starts PostgreSQL with the projector's tables. */
    @Setup
    public void start() {
        Distribution distribution = Distribution.ofSystemProperty();
        folder = distribution
                .root()
                .resolve("tools/micro-benchmarks/target/postgres-"
                        + ProcessHandle.current().pid());
        postgres = new PostgresServer(
                distribution, new PostgresServer.Config(folder, Ports.free(), PostgresServer.TUNING));
        postgres.start();
        dataSource =
                new SingleConnectionDataSource(postgres.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD, true);
        Flyway.configure().dataSource(dataSource).load().migrate();
        tables = new Tables(
                new JdbcTemplate(dataSource), new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    }

    /** Stops it, and deletes its data. */
    @TearDown
    public void stop() throws IOException {
        dataSource.destroy();
        postgres.stop();
        Directories.delete(folder);
    }

    /** Tickets that the tables do not have. */
    @Setup(Level.Invocation)
    public void nextTickets() {
        codes += ROWS;
        tickets = folded(SampleRecords::ticket);
    }

    private TableChanges folded(Function<String, SpecificRecord> record) {
        BatchFold fold = new BatchFold();
        for (long code = codes; code < codes + ROWS; code++) {
            fold.add(new RecordPosition(0, offset++), record.apply("bench-" + Long.toHexString(code * SPREAD)));
        }
        return fold.changes();
    }

    /** Tickets that the tables have, for outcomes to admit on. */
    @State(Scope.Thread)
    public static class Loaded {

        /** Writes the tickets; not measured. */
        @Setup(Level.Invocation)
        public void load(ProjectorSqlBenchmark benchmark) throws RowRefusedException {
            benchmark.nextTickets();
            benchmark.tables.write(benchmark.tickets, List.of());
            benchmark.outcomes = benchmark.folded(SampleRecords::outcome);
        }
    }

    /** New tickets. */
    @Benchmark
    public void tickets() throws RowRefusedException {
        tables.write(tickets, List.of());
    }

    /** First scans of tickets: an admission and a row of the log for each, and their upload. */
    @Benchmark
    public void outcomes(Loaded loaded) throws RowRefusedException {
        tables.write(outcomes, List.of());
    }
}
