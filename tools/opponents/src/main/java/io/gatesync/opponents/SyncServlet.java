package io.gatesync.opponents;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.sql.SQLException;

/** Takes uploads: every verdict that is answered is committed. */
final class SyncServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(SyncServlet.class.getName());

    private final transient Decider decider;

    SyncServlet(Decider decider) {
        this.decider = decider;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Upload upload = UploadReader.read(Http.body(request), System.currentTimeMillis());
            decider.decide(upload);
            Http.answer(response, 200, "application/json", Answer.to(upload, System.currentTimeMillis()));
        } catch (RefusedException e) {
            Http.problem(response, e.status(), String.valueOf(e.getMessage()), false);
        } catch (SQLException e) {
            LOG.log(
                    Logger.Level.WARNING,
                    "An upload was not decided, its device will send it again: " + e.getMessage());
            response.setHeader("Retry-After", "1");
            Http.problem(response, 503, "This could not be decided right now.", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Http.problem(response, 503, "The service is being stopped.", true);
        }
    }
}
