package io.gatesync.gateway.http;

import io.gatesync.gateway.input.Upload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** How many scans come in, and how long their verdicts take. What is refused shows in {@code http.server.requests}. */
@Component
final class UploadMetrics {
    private final Timer uploads;
    private final Timer waits;
    private final Counter scans;

    UploadMetrics(MeterRegistry registry) {
        uploads = Timer.builder("gatesync.gateway.uploads")
                .description("from an upload read to its answer ready")
                .register(registry);
        waits = Timer.builder("gatesync.gateway.decision.wait")
                .description("from all scans of an upload published to all decided, or to the end of patience")
                .register(registry);
        scans = Counter.builder("gatesync.gateway.scans")
                .description("scans published in full uploads")
                .baseUnit("scans")
                .register(registry);
    }

    <T> ResponseEntity<T> observe(Upload upload, Supplier<ResponseEntity<T>> answering) {
        Timer.Sample sample = Timer.start();
        ResponseEntity<T> answer = answering.get();
        sample.stop(uploads);
        scans.increment(upload.scans().size());
        return answer;
    }

    boolean observeWait(BooleanSupplier wait) {
        Timer.Sample sample = Timer.start();
        boolean decided = wait.getAsBoolean();
        sample.stop(waits);
        return decided;
    }
}
