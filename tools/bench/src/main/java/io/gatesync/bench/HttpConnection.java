package io.gatesync.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection to a service, for one thread: sends requests that were prepared before, and reads each answer into the same bytes.
 * The JDK's client takes five to nine times the CPU time, which the service would lack where both share a machine.
 */
final class HttpConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than the gateway waits for Kafka and then for verdicts. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int HEX = 16;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] END_OF_LINE = {'\r', '\n'};

    private final Socket socket = new Socket();
    private final InputStream in;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int filled;

    HttpConnection(URI base) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), (int) CONNECT_TIMEOUT.toMillis());
            socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
            in = socket.getInputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * An answer. Its body stands in {@link #bytes}, until the next request.
     *
     * @param retryAfter 1 s if the service does not say
     * @param last whether the service closes the connection after it
     */
    record Answer(int status, int bodyStart, int bodyEnd, Duration retryAfter, boolean last) {}

    /** The bytes of a {@code POST}, to be sent with {@link #send}. */
    static byte[] request(URI base, String path, String token, byte[] json) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                        + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Length: " + json.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }

    /** Sends a request and waits for the whole answer. */
    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int headEnd = find(END_OF_HEAD, 0) + END_OF_HEAD.length;
        String head = new String(bytes, 0, headEnd, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        String length = header(head, "content-length");
        int bodyEnd;
        if (!length.isEmpty()) {
            bodyEnd = headEnd + Integer.parseInt(length);
            fill(bodyEnd);
        } else if (header(head, "transfer-encoding").equals("chunked")) {
            bodyEnd = joinChunks(headEnd);
        } else {
            throw new IOException("The answer does not say how long it is");
        }
        String retryAfter = header(head, "retry-after");
        return new Answer(
                status,
                headEnd,
                bodyEnd,
                Duration.ofSeconds(retryAfter.isEmpty() ? 1 : Long.parseLong(retryAfter)),
                header(head, "connection").equals("close"));
    }

    /** Where the last answer stands. */
    byte[] bytes() {
        return bytes;
    }

    private static String header(String head, String name) {
        int at = head.indexOf("\r\n" + name + ":");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 3;
        return head.substring(from, head.indexOf("\r\n", from)).strip();
    }

    /** Moves the chunks of a body together, and returns its end. */
    private int joinChunks(int from) throws IOException {
        int bodyEnd = from;
        int at = from;
        while (true) {
            int lineEnd = find(END_OF_LINE, at);
            int size = Integer.parseInt(new String(bytes, at, lineEnd - at, StandardCharsets.US_ASCII), HEX);
            at = lineEnd + END_OF_LINE.length;
            fill(at + size + END_OF_LINE.length);
            if (size == 0) {
                return bodyEnd;
            }
            System.arraycopy(bytes, at, bytes, bodyEnd, size);
            bodyEnd += size;
            at += size + END_OF_LINE.length;
        }
    }

    /** Reads until these bytes have come, and returns where they begin. */
    private int find(byte[] wanted, int from) throws IOException {
        int at = from;
        while (true) {
            fill(at + wanted.length);
            for (; at + wanted.length <= filled; at++) {
                if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return at;
                }
            }
        }
    }

    /** Reads until at least so many bytes have come. */
    private void fill(int wanted) throws IOException {
        while (filled < wanted) {
            if (bytes.length < wanted || bytes.length == filled) {
                bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
            }
            int read = in.read(bytes, filled, bytes.length - filled);
            if (read < 0) {
                throw new IOException("The service closed the connection");
            }
            filled += read;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
