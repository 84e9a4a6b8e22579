package io.gatesync.opponents;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets everybody in, and asks nobody for the token: an opponent has no accounts. */
final class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Http.answer(response, "{\"token\":\"none\",\"expires_at\":\"2099-01-01T00:00:00Z\"}");
    }
}
