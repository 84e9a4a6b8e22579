package io.gatesync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@RealServers(value = Server.POSTGRES, fresh = true)
class FreshServersTest {

    @Test
    void a_fresh_server_can_be_killed_and_comes_back_at_the_same_address(Servers servers) throws SQLException {
        Database database = servers.database();
        assertThat(answers(database)).isTrue();

        servers.postgres().kill();
        assertThat(answers(database)).isFalse();

        servers.postgres().start();
        assertThat(answers(database)).isTrue();
    }

    @Test
    void a_server_that_was_not_asked_for_is_refused_by_name(Servers servers) {
        assertThatThrownBy(servers::bootstrapServers).hasMessageContaining("Server.KAFKA");
    }

    private static boolean answers(Database database) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }
}
