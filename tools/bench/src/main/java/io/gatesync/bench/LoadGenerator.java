package io.gatesync.bench;

import io.gatesync.bench.HttpConnection.Answer;
import io.gatesync.bench.LoadSpec.Call;
import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.RequestRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Uploads a plan. Each device has a thread and a connection, and one upload under way at a time. In an open loop an upload whose device
 * is still busy is sent late, and its latency counts from when it was due. Each generator runs once.
 */
final class LoadGenerator {

    /** Time after which an upload without all its verdicts is not sent again. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final Map<Call, String> PATHS =
            Map.of(Call.SYNC, "/api/offline/sync", Call.VERIFY, "/api/offline/verify");

    /** An upload as the service answered it. */
    record AnsweredUpload(int device, long syncSessionId, int scans) {}

    private record Prepared(Request upload, HttpRequestBytes http) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record HttpRequestBytes(byte[] bytes) {}

    private final URI base;
    private final ScanPlan plan;
    private final List<List<Prepared>> devices;
    private final Verdicts verdicts;
    private final AnswerReader reader;
    private final Queue<AnsweredUpload> answered = new ConcurrentLinkedQueue<>();
    private final Histogram latencyMicros = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    private final LongAdder sentAgain = new LongAdder();
    private final AtomicLong lastAnswerNanos = new AtomicLong();
    private long startNanos;

    /** Makes all requests, so that this takes no time later. The devices have to be logged in. */
    LoadGenerator(Callers callers, ScanPlan plan) {
        this.base = callers.base();
        this.plan = plan;
        this.verdicts = new Verdicts(plan);
        this.reader = new AnswerReader(plan.devicePrefix());
        long now = System.currentTimeMillis();
        this.devices = IntStream.range(0, plan.load().devices())
                .parallel()
                .mapToObj(device -> prepared(callers.token(plan.deviceId(device)), device, now))
                .toList();
    }

    private List<Prepared> prepared(String token, int device, long scannedAtMillis) {
        String path = PATHS.getOrDefault(plan.load().call(), "");
        return plan.requestsOf(device, scannedAtMillis).stream()
                .map(upload -> new Prepared(
                        upload,
                        new HttpRequestBytes(HttpConnection.request(
                                base, path, token, upload.body().json()))))
                .toList();
    }

    /**
     * Uploads until the plan is done or the time is over, and returns after the last answer.
     *
     * @param limit time after which no upload is started
     */
    void run(Duration limit) throws InterruptedException {
        startNanos = System.nanoTime();
        lastAnswerNanos.set(startNanos);
        long endNanos = startNanos + limit.toNanos();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("device-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (List<Prepared> uploads : devices) {
                running.add(threads.submit(() -> {
                    new Device().sendAll(uploads, endNanos);
                    return null;
                }));
            }
            try {
                for (Future<?> device : running) {
                    device.get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Sends the uploads of one device, one after the other. */
    private final class Device {

        private @Nullable HttpConnection connection;

        void sendAll(List<Prepared> uploads, long endNanos) throws InterruptedException {
            try {
                for (Prepared upload : uploads) {
                    long dueNanos = startNanos + upload.upload().dueNanos();
                    if (Math.max(dueNanos, System.nanoTime()) - endNanos > 0) {
                        return;
                    }
                    if (plan.load().pace().isOpen()) {
                        sleepUntil(dueNanos);
                        send(upload, dueNanos);
                    } else {
                        send(upload, System.nanoTime());
                    }
                }
            } finally {
                disconnect();
            }
        }

        private static void sleepUntil(long nanos) throws InterruptedException {
            for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }

        private void send(Prepared prepared, long dueNanos) throws InterruptedException {
            Request upload = prepared.upload();
            verdicts.noteSent(upload);
            long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - giveUpNanos < 0) {
                Duration pause = tried(upload, prepared.http().bytes());
                if (pause == null) {
                    long nowNanos = System.nanoTime();
                    latencyMicros.recordValue((nowNanos - dueNanos) / 1_000);
                    lastAnswerNanos.accumulateAndGet(nowNanos, Math::max);
                    return;
                }
                sentAgain.increment();
                Thread.sleep(pause);
            }
        }

        /** Sends once, and says how long to wait before it is sent again; null if it is not. */
        private @Nullable Duration tried(Request upload, byte[] request) {
            try {
                HttpConnection open = connection == null ? new HttpConnection(base) : connection;
                connection = open;
                Answer answer = open.send(request);
                if (answer.last()) {
                    disconnect();
                }
                if (isServersFault(answer.status())) {
                    return answer.retryAfter();
                }
                return isDone(upload, answer, open.bytes()) ? null : Duration.ZERO;
            } catch (IOException e) {
                disconnect();
                return RECONNECT_PAUSE;
            }
        }

        private void disconnect() {
            HttpConnection open = connection;
            connection = null;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException closedAlready) {
                // By the service.
                return;
            }
        }
    }

    private static boolean isServersFault(int status) {
        return status >= 500 || status == TOO_MANY_REQUESTS;
    }

    /** Notes an answer, and says whether there is no reason to send the upload again: all its scans are decided, or it is wrong. */
    private boolean isDone(Request upload, Answer answer, byte[] bytes) {
        String wrong = reader.read(upload, bytes, answer.bodyStart(), answer.bodyEnd(), verdicts::noteVerdict);
        if (wrong == null) {
            long id = AnswerReader.uploadId(bytes, answer.bodyStart(), answer.bodyEnd());
            if (id >= 0) {
                answered.add(new AnsweredUpload(upload.device(), id, upload.scans()));
            }
            return verdicts.areDecided(upload);
        }
        if (answer.status() / 100 != 2) {
            throw new RequestRefusedException("An upload was refused: HTTP %d %s"
                    .formatted(
                            answer.status(),
                            new String(
                                    bytes,
                                    answer.bodyStart(),
                                    answer.bodyEnd() - answer.bodyStart(),
                                    StandardCharsets.UTF_8)));
        }
        verdicts.noteWrongAnswer(upload, wrong);
        return true;
    }

    ScanPlan plan() {
        return plan;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    List<AnsweredUpload> answered() {
        return List.copyOf(answered);
    }

    /** Requests that had to be sent again: put off, not answered, or answered before all scans were decided. */
    long sentAgain() {
        return sentAgain.sum();
    }

    /** When the first upload was sent, by {@link System#nanoTime}. */
    long startNanos() {
        return startNanos;
    }

    /** When the last upload was decided, by {@link System#nanoTime}. */
    long lastAnswerNanos() {
        return lastAnswerNanos.get();
    }

    Latency latency() {
        return Latency.of(latencyMicros);
    }
}
