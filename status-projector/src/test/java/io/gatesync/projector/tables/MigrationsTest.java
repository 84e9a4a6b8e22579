package io.gatesync.projector.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.testing.RealServers;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

@RealServers(Server.POSTGRES)
class MigrationsTest {
    private static final List<String> CATALOG =
            List.of("""
            select table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length, -1)
                || ' ' || coalesce(datetime_precision, -1) || ' ' || is_nullable || ' ' || coalesce(column_default, '')
                || ' ' || is_identity
            from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position""", "select indexdef from pg_indexes where schemaname = 'public' order by indexdef", """
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where connamespace = 'public'::regnamespace order by 1""", """
            select relkind::text || ' ' || relname from pg_class
            where relnamespace = 'public'::regnamespace order by 1""");

    @Test
    void migrations_go_up_and_down_and_up_again(Servers servers) throws IOException {
        DataSource dataSource = MigratedDatabase.dataSource(servers.newDatabase());
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        Flyway flyway = Flyway.configure().dataSource(dataSource).load();

        int migrations = flyway.migrate().migrationsExecuted;
        List<String> up = catalog(jdbc);
        assertThat(up).anyMatch(line -> line.startsWith("device_scan_logs.scan_id uuid"));

        List<Resource> undos = UndoScripts.lastFirst();
        assertThat(undos).as("each migration has its way back").hasSize(migrations);
        for (Resource undo : undos) {
            jdbc.execute(undo.getContentAsString(UTF_8));
        }
        assertThat(catalog(jdbc))
                .as("nothing is left but Flyway's own")
                .allMatch(line -> line.contains("flyway_schema_history"));
        assertThat(jdbc.queryForObject("select count(*) from flyway_schema_history", Integer.class))
                .isZero();

        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(migrations);
        assertThat(catalog(jdbc)).isEqualTo(up);
    }

    @Test
    void each_step_back_undoes_its_migration_and_no_other(Servers servers) throws IOException {
        DataSource dataSource = MigratedDatabase.dataSource(servers.newDatabase());
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        List<Resource> undos = UndoScripts.lastFirst().reversed();
        for (int version = 1; version <= undos.size(); version++) {
            List<String> before = catalog(jdbc);
            Flyway flyway = Flyway.configure()
                    .dataSource(dataSource)
                    .target(Integer.toString(version))
                    .load();
            flyway.migrate();
            List<String> after = catalog(jdbc);
            jdbc.execute(undos.get(version - 1).getContentAsString(UTF_8));
            if (version > 1) {
                assertThat(catalog(jdbc)).isEqualTo(before);
            }
            flyway.migrate();
            assertThat(catalog(jdbc)).isEqualTo(after);
        }
    }

    private static List<String> catalog(JdbcTemplate jdbc) {
        return CATALOG.stream()
                .flatMap(query -> jdbc.queryForList(query, String.class).stream())
                .toList();
    }
}
