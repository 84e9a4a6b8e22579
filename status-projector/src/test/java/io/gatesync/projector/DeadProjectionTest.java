package io.gatesync.projector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.projector.tables.MigratedDatabase;
import io.gatesync.testing.Database;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import org.junit.jupiter.api.Test;

/** The real service as a process, whose projection dies. */
@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class DeadProjectionTest {

    @Test
    void a_service_whose_topics_end_before_its_tables_says_so_and_exits_with_1(Servers servers) {
        Database database = servers.newDatabase();
        MigratedDatabase tables = new MigratedDatabase(database);
        try (RecordPublisher publisher = new RecordPublisher(servers);
                ProjectorProcess projector = ProjectorProcess.start(servers, database)) {
            Festival festival = new Festival(publisher, "dead", 50, 9).load();
            CaughtUp.awaitAll(servers, tables.jdbc());

            tables.jdbc().update("update projection_offsets set next_offset = next_offset + 1000000");
            festival.upload(1); // The projector learns of it when it next has something to write.

            assertThat(projector.exitCode()).isEqualTo(1);
            assertThat(projector.output())
                    .contains("The projection has ended, and the service exits with code 1")
                    .contains("rebuild the tables")
                    .doesNotContain("\tat ");
        }
    }
}
