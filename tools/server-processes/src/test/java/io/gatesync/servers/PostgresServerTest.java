package io.gatesync.servers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class PostgresServerTest extends ServerContract<PostgresServer> {

    @Override
    PostgresServer server(Path folder, int port) {
        return new PostgresServer(Distribution.ofSystemProperty(), new PostgresServer.Config(folder, port));
    }

    @Override
    void write(PostgresServer postgres) throws SQLException {
        postgres.createDatabase("trial");
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute("create table scans as select 'Zoë' as qrcode");
        }
    }

    @Override
    boolean hasKept(PostgresServer postgres) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var scans = statement.executeQuery("select from scans where qrcode = 'Zoë'")) {
            return scans.next();
        }
    }

    private static Connection connect(PostgresServer postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("trial"), PostgresServer.USER, PostgresServer.PASSWORD);
    }
}
