package io.gatesync.gateway.http;

import io.gatesync.gateway.comparison.TicketLoad;
import io.gatesync.gateway.outcomes.PendingUploads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The gateway's own metrics: what it publishes, and how long it waits for outcomes. Spring's {@code http.server.requests}
 * has the number, time and status of all requests.
 */
@Component
final class GatewayMetrics {
    private final Timer decisionWait;
    private final Counter scans;
    private final Counter acceptedRows;
    private final Counter refusedRows;

    GatewayMetrics(MeterRegistry registry, PendingUploads pendingUploads) {
        decisionWait = Timer.builder("gatesync.gateway.decision.wait")
                .description("from all scans of an upload published to all decided, or to the decision timeout")
                .register(registry);
        scans = Counter.builder("gatesync.gateway.scans")
                .description("scans of uploads that were published in full")
                .baseUnit("scans")
                .register(registry);
        acceptedRows = ticketRows(registry, "accepted");
        refusedRows = ticketRows(registry, "refused");
        Gauge.builder("gatesync.gateway.room", pendingUploads, PendingUploads::room)
                .description("scans that could begin to wait for their outcomes now")
                .baseUnit("scans")
                .register(registry);
        TimeGauge.builder(
                        "gatesync.gateway.oldest.wait",
                        pendingUploads,
                        TimeUnit.MILLISECONDS,
                        uploads -> uploads.oldestWait().toMillis())
                .description(
                        "how long the upload has waited that has waited longest; near the decision timeout, nothing is decided")
                .register(registry);
    }

    private static Counter ticketRows(MeterRegistry registry, String result) {
        return Counter.builder("gatesync.gateway.ticket.rows")
                .description("rows of ticket files that were loaded in full")
                .tag("result", result)
                .register(registry);
    }

    void published(int scansOfUpload) {
        scans.increment(scansOfUpload);
    }

    void loaded(TicketLoad load) {
        acceptedRows.increment((double) load.accepted());
        refusedRows.increment((double) load.refused());
    }

    <T> T timeWait(Supplier<T> wait) {
        return decisionWait.record(wait);
    }
}
