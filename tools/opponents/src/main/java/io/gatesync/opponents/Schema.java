package io.gatesync.opponents;

import io.gatesync.opponents.Opponent.Indexes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The tables: made by GateSync's own migrations, so that they stay equal when those change. */
final class Schema {

    /** Ids come in blocks: no row costs a {@code nextval}. */
    private static final String ROW_IDS =
            "create sequence row_ids as bigint increment by " + RowIds.BLOCK + " minvalue 1";

    private Schema() {}

    static void make(DataSource database, Path migrations, Indexes indexes) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (Path migration : inOrder(migrations)) {
                statement.execute(Files.readString(migration));
            }
            if (indexes == Indexes.LEAN) {
                statement.execute(lean());
            }
            statement.execute(ROW_IDS);
        } catch (SQLException e) {
            throw new IllegalStateException("The tables could not be made: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> inOrder(Path migrations) throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return files.filter(file -> version(file) > 0)
                    .sorted(Comparator.comparingInt(Schema::version))
                    .toList();
        }
    }

    /** The number in {@code V12__name.sql}; 0 if it is no migration. */
    private static int version(Path file) {
        String name = file.getFileName().toString();
        return name.matches("V\\d+__.*\\.sql") ? Integer.parseInt(name.substring(1, name.indexOf("__"))) : 0;
    }

    private static String lean() throws IOException {
        try (InputStream sql = Objects.requireNonNull(Schema.class.getResourceAsStream("lean.sql"))) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
