package io.gatesync.opponents;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Loads the tickets of an event; opens any event. */
final class EventsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String TICKETS = "/tickets";

    private static final String TAKE_OVER = """
            insert into offline_tickets (event_id, qrcode, event_ticket_type, event_ticket_admittence, ticket_number, created_at,
                updated_at)
            select ?, qrcode, type, admittence, number, now(), now() from loaded on conflict do nothing""";

    private final transient DataSource database;

    EventsServlet(DataSource database) {
        this.database = database;
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo()).substring(1);
        if (!path.endsWith(TICKETS)) {
            Http.answer(response, "{\"event_id\":\"" + path + "\",\"name\":\"\",\"state\":\"open\"}");
            return;
        }
        try {
            long loaded = load(path.substring(0, path.length() - TICKETS.length()), request);
            Http.answer(response, "{\"accepted\":" + loaded + ",\"refused\":0}");
        } catch (SQLException e) {
            Http.problem(response, 500, String.valueOf(e.getMessage()), false);
        }
    }

    private long load(String eventId, HttpServletRequest csv) throws SQLException, IOException {
        long loaded;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement takeOver = connection.prepareStatement(TAKE_OVER)) {
            connection.setAutoCommit(false);
            statement.execute(
                    "create temp table loaded (qrcode text, type text, admittence text, number text) on commit drop");
            loaded = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy loaded from stdin (format csv, header)", csv.getInputStream());
            takeOver.setString(1, eventId);
            takeOver.executeUpdate();
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("vacuum (analyze) offline_tickets");
        }
        return loaded;
    }
}
