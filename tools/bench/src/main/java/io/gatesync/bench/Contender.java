package io.gatesync.bench;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.localstack.LocalStack;
import io.gatesync.localstack.StackAccess;
import io.gatesync.localstack.StackListener;
import io.gatesync.localstack.StackSettings;
import io.gatesync.opponents.Opponent.Indexes;
import io.gatesync.opponents.Opponent.Kind;
import io.gatesync.servers.Distribution;
import io.gatesync.servers.Ports;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.RunningProcesses;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Function;

/**
 * A service that takes part in a comparison, on fresh servers of its own.
 *
 * @param name as the results call it
 * @param base where it answers
 * @param folder of its servers
 * @param jdbcUrl of its tables
 * @param kafka the address of its Kafka; empty if it has none
 * @param organiser gives its organiser
 * @param servers what runs, to be closed at the end
 */
record Contender(
        String name,
        URI base,
        Path folder,
        String jdbcUrl,
        String kafka,
        Function<Gateway, LoggedIn> organiser,
        Runnable servers)
        implements AutoCloseable {

    static final String GATESYNC = "GateSync";

    /** Starts all of GateSync. */
    static Contender gateSync(Distribution distribution, Path folder) {
        LocalStack stack = new LocalStack(distribution, StackSettings.onFreePorts(folder), StackListener.NONE);
        stack.start();
        return new Contender(
                GATESYNC,
                URI.create(stack.gatewayUrl()),
                folder,
                stack.jdbcUrl(),
                stack.bootstrapServers(),
                gateway -> LoggedIn.account(
                        gateway,
                        StackAccess.ORGANISER,
                        stack.access().folder().resolve(StackAccess.ORGANISER + "-passcode")),
                stack::close);
    }

    /** Starts an opponent and its PostgreSQL, which has the same settings as GateSync's. */
    static Contender opponent(String name, Kind kind, Indexes indexes, Distribution distribution, Path folder) {
        PostgresServer postgres = new PostgresServer(
                distribution, new PostgresServer.Config(folder, Ports.free(), PostgresServer.TUNING));
        OpponentProcess.Config config =
                new OpponentProcess.Config(distribution, folder, Ports.free(), kind, indexes, postgres.jdbcUrl());
        OpponentProcess service = new OpponentProcess(config);
        postgres.start();
        service.start();
        return new Contender(
                name,
                config.base(),
                folder,
                postgres.jdbcUrl(),
                "",
                gateway -> LoggedIn.account(gateway, "organiser", "none"),
                () -> {
                    service.close();
                    postgres.close();
                });
    }

    /** Its processes that run now, by name. */
    Map<String, ProcessHandle> processes() {
        return RunningProcesses.in(folder);
    }

    /** Has its PostgreSQL write everything out, so that what it leaves undone does not slow whoever comes next. */
    void settle() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, PostgresServer.USER, PostgresServer.PASSWORD);
    }

    @Override
    public void close() {
        servers.run();
    }
}
