package io.gatesync.projector;

import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.testing.Database;
import io.gatesync.testing.Servers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tables of its own for each test, and what publishes the records that they are made from. */
abstract class WithTables {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    final Servers servers = Servers.current();
    final Database database = servers.newDatabase();
    final MigratedDatabase tables = new MigratedDatabase(database);
    RecordPublisher publisher;

    @BeforeEach
    void openPublisher() {
        publisher = new RecordPublisher(servers);
    }

    @AfterEach
    void closePublisher() {
        publisher.close();
    }

    int rows(String table) {
        return tables.jdbc().queryForObject("select count(*) from " + table, Integer.class);
    }
}
