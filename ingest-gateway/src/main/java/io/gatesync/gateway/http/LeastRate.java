package io.gatesync.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast a client has to send a body, so that nobody holds a connection with a byte now and then.
 *
 * @param grace that a client may wait in all, beyond the time that its bytes need
 * @param bytesPerSecond that it has to send otherwise
 */
public record LeastRate(Duration grace, long bytesPerSecond) {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** The body, which breaks off when it comes too slowly. Only the time counts that the client is waited for. */
    public InputStream of(InputStream body) {
        return new FilterInputStream(body) {
            private long waitedNanos;
            private long bytes;

            @Override
            public int read() throws IOException {
                long before = System.nanoTime();
                int read = super.read();
                count(before, read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                long before = System.nanoTime();
                int read = super.read(buffer, offset, length);
                count(before, Math.max(0, read));
                return read;
            }

            private void count(long before, int read) throws IOException {
                waitedNanos += System.nanoTime() - before;
                bytes += read;
                if (waitedNanos > grace.toNanos() + bytes / (double) bytesPerSecond * NANOS_PER_SECOND) {
                    throw new IOException(
                            "only %d bytes came in %d ms".formatted(bytes, TimeUnit.NANOSECONDS.toMillis(waitedNanos)));
                }
            }
        };
    }
}
