package io.gatesync.gateway.http;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The body of a request as it was before its client compressed it. Tells a broken connection from a broken compression. */
final class SentBody implements AutoCloseable {
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final Set<String> NONE = Set.of("", "identity");

    private final Connection connection;
    private final InputStream content;

    private SentBody(Connection connection, InputStream content) {
        this.connection = connection;
        this.content = content;
    }

    /** Remembers its own failure, and ends in one after so many bytes: compressed, what is nothing can go on for ever. */
    private static final class Connection extends FilterInputStream {
        private final int maxBytes;
        private @Nullable IOException failure;
        private int bytes;

        Connection(InputStream in, int maxBytes) {
            super(in);
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() throws IOException {
            try {
                int read = super.read();
                count(read < 0 ? 0 : 1);
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = super.read(buffer, offset, length);
                count(Math.max(0, read));
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        private void count(int read) {
            bytes += read;
            if (bytes > maxBytes) {
                throw BodyReader.tooLarge(maxBytes);
            }
        }
    }

    /**
     * @param sent what comes over the connection
     * @param maxBytes how much of that is read
     * @throws Problem 413 then, 415 if it is compressed otherwise than with gzip, 400 if it does not begin as gzip does
     */
    static SentBody of(HttpServletRequest request, InputStream sent, int maxBytes) throws IOException {
        Connection connection = new Connection(sent, maxBytes);
        if (!isCompressed(request)) {
            return new SentBody(connection, connection);
        }
        try {
            return new SentBody(connection, new GZIPInputStream(connection));
        } catch (IOException e) {
            throw brokenOr(connection, e);
        }
    }

    static boolean isCompressed(HttpServletRequest request) {
        String encoding = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_ENCODING))
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!GZIP.contains(encoding) && !NONE.contains(encoding)) {
            throw Problem.stop(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "A body may be compressed with gzip, and not with anything else.");
        }
        return GZIP.contains(encoding);
    }

    /**
     * As many bytes as there are, up to a number.
     *
     * @throws Problem 400 if they are not gzip
     * @throws IOException if the connection breaks off or is too slow
     */
    byte[] readNBytes(int bytes) throws IOException {
        try {
            return content.readNBytes(bytes);
        } catch (IOException e) {
            throw brokenOr(connection, e);
        }
    }

    private static IOException brokenOr(Connection connection, IOException failure) {
        if (connection.failure == null) {
            throw Problem.stop(
                    HttpStatus.BAD_REQUEST, "The body is not the gzip that its Content-Encoding says it is.");
        }
        return failure;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
