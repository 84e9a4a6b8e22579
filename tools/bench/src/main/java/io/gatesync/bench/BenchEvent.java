package io.gatesync.bench;

import io.gatesync.bench.TicketLoader.Loading;
import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** An event of its own at a service, for which loads are planned and measured. */
final class BenchEvent {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final String id;
    private final long seed;
    private final Callers callers;
    private final TicketLoader loader;
    private final ProcessMeter meter;

    private BenchEvent(
            URI base,
            Function<Gateway, LoggedIn> organiser,
            long seed,
            Supplier<Map<String, ProcessHandle>> processes) {
        // With the seed, because two runs may begin in the same second.
        this.id = "bench-%s-%d".formatted(TIME.format(LocalDateTime.now(ZoneOffset.UTC)), seed);
        this.seed = seed;
        this.callers = new Callers(base, organiser.apply(new Gateway(base)), id);
        this.loader = new TicketLoader(callers, id);
        this.meter = new ProcessMeter(processes);
    }

    /**
     * Opens an event.
     *
     * @param organiser gives the organiser of the service
     * @param processes finds the processes of the service that run now, by name
     */
    static BenchEvent open(
            URI base, Function<Gateway, LoggedIn> organiser, long seed, Supplier<Map<String, ProcessHandle>> processes)
            throws NotReadyException {
        BenchEvent event = new BenchEvent(base, organiser, seed, processes);
        event.loader.openEvent();
        return event;
    }

    String id() {
        return id;
    }

    /** @param name tells it from the other plans for this event */
    ScanPlan plan(String name, LoadSpec load) {
        return ScanPlan.of(id, name, load, seed + name.hashCode());
    }

    /** Loads the tickets of plans, and returns when they can be scanned. */
    Loading load(List<ScanPlan> plans) throws NotReadyException, InterruptedException {
        return loader.load(plans);
    }

    /** @param limit time after which no upload is started */
    Measurement measure(ScanPlan plan, Duration limit) throws NotReadyException, InterruptedException {
        return new BenchRun(callers, id, meter, limit).measure(plan);
    }
}
