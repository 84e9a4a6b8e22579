package io.gatesync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@RealServers({Server.KAFKA, Server.REGISTRY, Server.POSTGRES})
class RealServersTest {

    @Test
    void all_three_answer(Servers servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            var subjects = http.send(
                    HttpRequest.newBuilder(URI.create(servers.registryUrl() + "/apis/ccompat/v7/subjects"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(subjects.statusCode()).isEqualTo(200);
        }
        assertThat(tables(servers.database())).isZero();
    }

    @Test
    void each_new_database_is_empty(Servers servers) throws SQLException {
        Database first = servers.newDatabase();
        try (var connection = DriverManager.getConnection(first.url(), first.user(), first.password());
                var statement = connection.createStatement()) {
            statement.execute("create table scans (qrcode text)");
        }
        assertThat(tables(first)).isOne();
        assertThat(tables(servers.newDatabase())).isZero();
    }

    @Test
    void shared_servers_cannot_be_stopped_by_one_class(Servers servers) {
        assertThatThrownBy(servers::kafka).hasMessageContaining("fresh = true");
    }

    @Nested
    class Inside {
        @Test
        void a_nested_class_sees_the_same_servers(Servers servers) {
            assertThat(servers).isSameAs(Servers.current());
        }
    }

    private static int tables(Database database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var count = statement.executeQuery(
                        "select count(*) from information_schema.tables where table_schema = 'public'")) {
            count.next();
            return count.getInt(1);
        }
    }
}
