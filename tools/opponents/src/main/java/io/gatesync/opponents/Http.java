package io.gatesync.opponents;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the servlets share. */
final class Http {

    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private Http() {}

    static byte[] body(HttpServletRequest request) throws IOException, RefusedException {
        int length = request.getContentLength();
        if (length > MAX_BODY_BYTES) {
            throw new RefusedException(413, "The body is larger than " + MAX_BODY_BYTES + " bytes.");
        }
        byte[] body = request.getInputStream().readNBytes(length < 0 ? MAX_BODY_BYTES + 1 : length);
        if (body.length > MAX_BODY_BYTES || body.length < length) {
            throw new RefusedException(400, "The body is not as long as it says, or larger than allowed.");
        }
        return body;
    }

    static void answer(HttpServletResponse response, int status, String type, Json json) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(json.length());
        response.getOutputStream().write(json.array(), 0, json.length());
    }

    static void answer(HttpServletResponse response, String json) throws IOException {
        Json out = new Json(json.length());
        answer(response, HttpServletResponse.SC_OK, "application/json", out.raw(Json.utf8(json)));
    }

    static void problem(HttpServletResponse response, int status, String why, boolean retry) throws IOException {
        answer(response, status, "application/problem+json", Answer.problem(status, why, retry));
    }
}
