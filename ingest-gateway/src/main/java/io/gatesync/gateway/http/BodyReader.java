package io.gatesync.gateway.http;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/**
 * Reads whole bodies up to a limit, at no less than a least rate, into room that is asked for before anything is read. Of a
 * compressed body, limit and room are for what comes out of it, the limit also for what comes in, and the rate is for that.
 */
public final class BodyReader {
    /** Room is asked for in steps: who announces much and sends little takes up little. */
    private static final int STEP_BYTES = 256 * 1024;

    private final int maxBytes;
    private final BodyRoom room;
    private final LeastRate leastRate;

    /**
     * @param maxBytes size of the largest body
     * @param room for all bodies that are in memory
     * @param leastRate that a client has to send at
     */
    public BodyReader(int maxBytes, BodyRoom room, LeastRate leastRate) {
        this.maxBytes = maxBytes;
        this.room = room;
        this.leastRate = leastRate;
    }

    /** A body in memory. It takes up room until it is closed, which is when its request has been answered. */
    static final class Body implements AutoCloseable {
        private final BodyRoom room;
        private byte[] bytes = {};
        private int held;

        private Body(BodyRoom room) {
            this.room = room;
        }

        byte[] bytes() {
            return bytes;
        }

        /** @param bytes the most that it can have; one more than allowed, if nobody knows */
        private void read(SentBody sent, int bytes) throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream(Math.min(bytes, STEP_BYTES));
            boolean ended = false;
            while (!ended && read.size() < bytes) {
                int step = Math.min(STEP_BYTES, bytes - read.size());
                room.take(step);
                held += step;
                byte[] part = sent.readNBytes(step);
                read.writeBytes(part);
                ended = part.length < step;
            }
            this.bytes = read.toByteArray();
            room.giveBack(held - this.bytes.length);
            held = this.bytes.length;
        }

        @Override
        public void close() {
            room.giveBack(held);
            held = 0;
        }
    }

    /**
     * The body of a request.
     *
     * @throws Problem 413 if it is too large, 429 if there is no room for it, 400 or 415 if it is compressed wrongly or otherwise
     *     than with gzip
     * @throws IOException if it cannot be read to its end, or comes too slowly
     */
    Body read(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        boolean lengthIsKnown = length >= 0 && !SentBody.isCompressed(request);
        Body body = new Body(room);
        try (SentBody sent = SentBody.of(request, leastRate.of(request.getInputStream()), maxBytes + 1)) {
            body.read(sent, lengthIsKnown ? (int) length : maxBytes + 1);
            if (body.bytes().length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    static Problem tooLarge(int maxBytes) {
        return Problem.stop(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than %d bytes.".formatted(maxBytes));
    }
}
