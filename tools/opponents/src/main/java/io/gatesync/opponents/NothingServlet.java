package io.gatesync.opponents;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads what it is sent and answers at once: what HTTP alone costs, and the bench itself. */
final class NothingServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Http.body(request);
            Http.answer(response, "{}");
        } catch (RefusedException e) {
            Http.problem(response, e.status(), String.valueOf(e.getMessage()), false);
        }
    }
}
