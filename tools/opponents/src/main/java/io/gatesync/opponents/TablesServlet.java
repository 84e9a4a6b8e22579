package io.gatesync.opponents;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the tables say of a device, and of an upload. */
final class TablesServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String STATUS = "/api/offline/sync/status/";

    /** A device's total is the sum over its uploads: no index of the log need hold the device. */
    private static final String DEVICE = """
            select json_build_object('status', 200,
                'total_scans', (select coalesce(sum(scans_successful), 0) from sync_sessions where event_id = ? and device_id = ?),
                'pending_scans', (select count(*) from device_scan_logs
                    where event_id = ? and device_id = ? and sync_status = 'failed'))""";

    private static final String UPLOAD = """
            select json_build_object('sync_session_id', id, 'state', status, 'scans_uploaded', scans_uploaded,
                'scans_successful', scans_successful, 'scans_failed', scans_failed, 'scans_duplicate', scans_duplicate,
                'scans_conflict', scans_conflict, 'scans_replayed', scans_replayed)
            from sync_sessions where id = ?""";

    private final transient DataSource database;

    TablesServlet(DataSource database) {
        this.database = database;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        try (Connection connection = database.getConnection();
                PreparedStatement query = path.startsWith(STATUS)
                        ? device(connection, path.substring(STATUS.length()))
                        : upload(connection, path.substring(path.lastIndexOf('/') + 1));
                ResultSet row = query.executeQuery()) {
            if (row.next()) {
                Http.answer(response, row.getString(1));
            } else {
                Http.problem(response, 404, "There is no such upload.", false);
            }
        } catch (SQLException e) {
            Http.problem(response, 503, String.valueOf(e.getMessage()), true);
        }
    }

    private static PreparedStatement device(Connection connection, String eventAndDevice) throws SQLException {
        int slash = eventAndDevice.indexOf('/');
        String eventId = decoded(eventAndDevice.substring(0, slash));
        String deviceId = decoded(eventAndDevice.substring(slash + 1));
        PreparedStatement query = connection.prepareStatement(DEVICE);
        query.setString(1, eventId);
        query.setString(2, deviceId);
        query.setString(3, eventId);
        query.setString(4, deviceId);
        return query;
    }

    private static PreparedStatement upload(Connection connection, String id) throws SQLException {
        PreparedStatement query = connection.prepareStatement(UPLOAD);
        query.setLong(1, Long.parseLong(id));
        return query;
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment, StandardCharsets.UTF_8);
    }
}
