package io.gatesync.gateway.kafka;

import io.gatesync.gateway.answer.ScanAnswer;
import io.gatesync.gateway.input.Scan;
import io.gatesync.gateway.input.Upload;
import io.gatesync.schemas.ScanDecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** An upload that Kafka holds in full. Takes up room until it is closed. */
public final class PublishedUpload implements AutoCloseable {
    private final Upload upload;
    private final Long syncSessionId;
    private final WaitingUpload waiting;
    private final long deadlineNanos;
    private final Runnable onClose;

    PublishedUpload(Upload upload, Long syncSessionId, WaitingUpload waiting, long deadlineNanos, Runnable onClose) {
        this.upload = upload;
        this.syncSessionId = syncSessionId;
        this.waiting = waiting;
        this.deadlineNanos = deadlineNanos;
        this.onClose = onClose;
    }

    /** The number of the sync; null for a single online scan. */
    public Long syncSessionId() {
        return syncSessionId;
    }

    /** Waits until every scan has its verdict, or the upload has to be answered without; tells which. */
    public boolean awaitVerdicts() {
        return waiting.await(Duration.ofNanos(deadlineNanos - System.nanoTime()));
    }

    /** The answers to the scans in the order of the upload; what is not decided yet is pending. */
    public List<ScanAnswer> answers() {
        return answers(waiting::outcome);
    }

    /** The same for a device that does not wait: all pending, also where a verdict was faster than this answer. */
    public List<ScanAnswer> pendingAnswers() {
        return answers(position -> null);
    }

    private List<ScanAnswer> answers(IntFunction<ScanDecided> outcomes) {
        List<ScanAnswer> answers = new ArrayList<>(upload.scans().size());
        int position = 0;
        for (Scan scan : upload.scans()) {
            answers.add(ScanAnswer.of(scan, outcomes.apply(position++)));
        }
        return answers;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
