package io.gatesync.projector.tables;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * The parameters of a statement that takes any number of rows at once: an array for each column, in the order in which the
 * columns are added. Times become milliseconds since 1970, which the statements turn into timestamps.
 */
final class RowArrays<R> implements PreparedStatementSetter {
    private final List<R> rows;
    private final List<Column> columns = new ArrayList<>();

    private interface Column {
        Array in(Connection connection) throws SQLException;
    }

    RowArrays(List<R> rows) {
        this.rows = rows;
    }

    RowArrays<R> text(Function<R, @Nullable String> value) {
        return column("text", value, rows -> new @Nullable String[rows]);
    }

    RowArrays<R> int8(Function<R, @Nullable Long> value) {
        return column("int8", value, rows -> new @Nullable Long[rows]);
    }

    RowArrays<R> int4(Function<R, @Nullable Integer> value) {
        return column("int4", value, rows -> new @Nullable Integer[rows]);
    }

    RowArrays<R> bool(Function<R, @Nullable Boolean> value) {
        return column("bool", value, rows -> new @Nullable Boolean[rows]);
    }

    RowArrays<R> time(Function<R, @Nullable Instant> value) {
        return int8(row -> {
            Instant time = value.apply(row);
            return time == null ? null : time.toEpochMilli();
        });
    }

    private <V extends @Nullable Object> RowArrays<R> column(
            String type, Function<R, V> value, IntFunction<V[]> array) {
        V[] values = rows.stream().map(value).toArray(array);
        columns.add(connection -> connection.createArrayOf(type, values));
        return this;
    }

    @Override
    public void setValues(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Column column : columns) {
            statement.setArray(index++, column.in(statement.getConnection()));
        }
    }
}
