package io.gatesync.bench;

import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.SyncAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Uploads a plan at full speed: each device sends its next upload as soon as the one before is decided. Each generator
 * runs once.
 */
final class LoadGenerator {

    /** Time after which an upload without all its verdicts is not sent again. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int SIGNIFICANT_DIGITS = 3;

    /** An upload as the gateway answered it. */
    record AnsweredUpload(int device, long syncSessionId, int scans) {}

    private final Callers callers;
    private final ScanPlan plan;
    private final Verdicts verdicts;
    private final Histogram latencyMicros = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    private final Queue<AnsweredUpload> answered = new ConcurrentLinkedQueue<>();
    private final LongAdder sentAgain = new LongAdder();
    private final AtomicLong lastAnswerNanos = new AtomicLong();
    private final List<List<Request>> requests;
    private long startNanos;

    /** Makes the bodies of all uploads, so that this takes no time later. */
    LoadGenerator(Callers callers, ScanPlan plan) {
        this.callers = callers;
        this.plan = plan;
        this.verdicts = new Verdicts(plan);
        long now = System.currentTimeMillis();
        this.requests = IntStream.range(0, plan.load().devices())
                .parallel()
                .mapToObj(device -> plan.requestsOf(device, now))
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
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> devices = new ArrayList<>();
            for (List<Request> uploads : requests) {
                devices.add(threads.submit(() -> {
                    for (Request upload : uploads) {
                        if (System.nanoTime() - endNanos > 0) {
                            return null;
                        }
                        send(upload);
                    }
                    return null;
                }));
            }
            try {
                for (Future<?> device : devices) {
                    device.get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void send(Request upload) throws InterruptedException {
        long sentNanos = System.nanoTime();
        verdicts.noteSent(upload);
        LoggedIn device = callers.device(plan.deviceId(upload.device()));
        while (System.nanoTime() - sentNanos < PATIENCE.toNanos()) {
            Reply<SyncAnswer> reply =
                    device.send(asDevice -> asDevice.sync(upload.body().json()));
            long answeredNanos = System.nanoTime();
            switch (reply) {
                case Answered<SyncAnswer> answer -> {
                    answered.add(
                            new AnsweredUpload(upload.device(), answer.body().syncSessionId(), upload.scans()));
                    if (verdicts.noteAnswer(upload, answer.body().results())) {
                        latencyMicros.recordValue((answeredNanos - sentNanos) / 1_000);
                        lastAnswerNanos.accumulateAndGet(answeredNanos, Math::max);
                        return;
                    }
                }
                case SendAgain<SyncAnswer> later -> Thread.sleep(later.after());
            }
            sentAgain.increment();
        }
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
