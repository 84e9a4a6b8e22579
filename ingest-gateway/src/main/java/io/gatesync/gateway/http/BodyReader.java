package io.gatesync.gateway.http;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/**
 * Reads whole bodies up to a limit, whether or not the request says their length.
 *
 * @param maxBytes size of the largest body
 */
public record BodyReader(int maxBytes) {

    /**
     * The body of a request.
     *
     * @throws Problem 413 if it is too large
     * @throws IOException if it cannot be read to its end
     */
    byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        return body;
    }

    private Problem tooLarge() {
        return Problem.stop(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than %d bytes.".formatted(maxBytes));
    }
}
