package io.gatesync.gateway.http;

import io.gatesync.gateway.GatewayProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Reads whole bodies, up to the limit, whether or not their length was told before. */
@Component
final class BodyReader {
    private final int maxBytes;

    BodyReader(GatewayProperties properties) {
        this.maxBytes = Math.toIntExact(properties.maxBody().toBytes());
    }

    byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw new BodyTooLargeException(maxBytes);
        }
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw new BodyTooLargeException(maxBytes);
        }
        return body;
    }
}
