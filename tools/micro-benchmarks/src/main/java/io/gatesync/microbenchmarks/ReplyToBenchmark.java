package io.gatesync.microbenchmarks;

import io.gatesync.messaging.ReplyTo;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** The header by which a gateway knows its own outcomes among those of all gateways. */
public class ReplyToBenchmark extends StepBenchmark {

    private final ReplyTo address = new ReplyTo(new UUID(1, 2), 17, 3);
    private final Headers addressed = headers(address);

    private static Headers headers(ReplyTo address) {
        Headers headers = new RecordHeaders();
        address.addTo(headers);
        return headers;
    }

    /** The gateway, for each scan. */
    @Benchmark
    public Headers write() {
        return headers(address);
    }

    /** Each gateway, for each outcome of any gateway's scan. */
    @Benchmark
    public @Nullable ReplyTo read() {
        return ReplyTo.from(addressed);
    }
}
