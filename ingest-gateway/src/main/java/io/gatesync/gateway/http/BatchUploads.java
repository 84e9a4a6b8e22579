package io.gatesync.gateway.http;

import io.gatesync.gateway.input.Scan;
import io.gatesync.gateway.input.Upload;
import io.gatesync.gateway.outcomes.PendingUpload;
import io.gatesync.gateway.outcomes.PendingUploads;
import io.gatesync.gateway.publish.StartedSync;
import io.gatesync.gateway.publish.Uploads;
import io.gatesync.schemas.ScanDecided;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Publishes batches of scans, and waits for their outcomes. */
@Component
final class BatchUploads {
    private final Uploads uploads;
    private final PendingUploads pendingUploads;
    private final GatewayMetrics metrics;

    BatchUploads(Uploads uploads, PendingUploads pendingUploads, GatewayMetrics metrics) {
        this.uploads = uploads;
        this.pendingUploads = pendingUploads;
        this.metrics = metrics;
    }

    /** Publishes a batch slice by slice, and adds the outcomes that came in time. */
    StartedSync publish(Upload.Batch batch, boolean async, List<Optional<ScanDecided>> outcomes) {
        List<List<Scan>> slices = batch.slices(pendingUploads.sliceScans());
        int first = slices.getFirst().size();
        PendingUpload pending = async
                ? pendingUploads.expectNothing(batch.device(), first)
                : pendingUploads.expect(batch.device(), first);
        StartedSync sync;
        try (pending) {
            sync = uploads.start(batch);
            outcomes.addAll(publish(sync, slices.getFirst(), pending));
        }
        for (List<Scan> slice : slices.subList(1, slices.size())) {
            try (PendingUpload next = pendingUploads.expectNext(pending, slice.size())) {
                outcomes.addAll(publish(sync, slice, next));
            }
        }
        metrics.published(batch.scans().size());
        return sync;
    }

    /** Publishes what is taken back of scans that were published before. Nobody waits for the outcomes. */
    void takeBack(List<Upload.Undo> undos) {
        for (Upload.Undo undo : undos) {
            try (PendingUpload nothing = pendingUploads.expectNothing(undo.device(), 1)) {
                uploads.publish(undo, nothing.replyTo(0));
            }
        }
    }

    private List<Optional<ScanDecided>> publish(StartedSync sync, List<Scan> slice, PendingUpload pending) {
        uploads.publish(sync, slice, pending::replyTo);
        return metrics.timeWait(pending::await);
    }
}
