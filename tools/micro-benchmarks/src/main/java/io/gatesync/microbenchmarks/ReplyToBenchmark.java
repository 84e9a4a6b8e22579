package io.gatesync.microbenchmarks;

import io.gatesync.messaging.ReplyTo;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The header by which a gateway knows its own outcomes among those of all gateways. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplyToBenchmark {

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
