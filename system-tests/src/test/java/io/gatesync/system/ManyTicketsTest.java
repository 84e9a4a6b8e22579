package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import io.gatesync.testing.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As many tickets as {@code -Dlarge.tickets} says; a million by default. Two of each service load them, and then fail: it logs how long each
 * fault keeps a device waiting.
 */
@OnOwnStack(twoOfEach = true)
@Tag("large")
class ManyTicketsTest {

    private static final Logger LOG = LoggerFactory.getLogger(ManyTicketsTest.class);
    private static final Tickets TICKETS = new Tickets(Integer.getInteger("large.tickets", 1_000_000));
    private static final int SCANS = 5_000;
    private static final int UPLOADS = 4;
    /** So many have tickets of all partitions. */
    private static final int SCANS_AFTER_A_FAULT = 100;

    private final Random random = Seed.printed().random();

    @Test
    void many_tickets_load_are_scanned_and_outlive_faults_with_512_megabytes_for_each_service(RunningStack stack)
            throws IOException {
        Event event = stack.newEventToLoad(TICKETS);
        long loaded = time("Loaded", TICKETS.count(), event::load);
        // As soon as the load is answered: every later scan must see the tickets.
        for (int i = 1; i <= UPLOADS; i++) {
            Device device = event.device("phone-" + i);
            time("Scanned, upload " + i, SCANS, () -> scan(device, SCANS));
        }

        ServerProcess processor = stack.parts().part(Part.PROCESSOR);
        ServerProcess second = stack.second(Part.PROCESSOR);
        Device device = event.device("phone-after");
        timeToVerdicts("One of two processors killed", device, second::kill);
        second.start();
        timeToVerdicts("Kafka away for 15 s", device, () -> {
            stack.parts().kill(Part.KAFKA);
            Faults.pause(Duration.ofSeconds(15));
            stack.parts().start(Part.KAFKA);
        });
        timeToVerdicts("One of two processors killed again", device, second::kill);
        timeToVerdicts("The only processor killed, and started at once", device, () -> {
            processor.kill();
            processor.start();
        });

        stack.awaitGuarantees();
        report("Loaded, scanned, in the tables and verified", TICKETS.count(), loaded);
        // Without PostgreSQL: it is many processes that share memory, so their peaks cannot be added.
        for (Part part : EnumSet.complementOf(EnumSet.of(Part.POSTGRES))) {
            LOG.info(
                    "{}: peak {} MiB resident since its last start",
                    part,
                    PeakMemory.mebibytes(stack.parts().part(part).pid()));
        }
        assertThat(event.rows("offline_tickets", "true")).isEqualTo(TICKETS.count());
    }

    /** Any tickets, of which some may be in use. */
    private void scan(Device device, int scans) {
        List<String> codes = random.ints(1, TICKETS.count() + 1)
                .distinct()
                .limit(scans)
                .mapToObj(Tickets::qrcode)
                .toList();
        Map<?, String> verdicts = device.uploadUntilDecided(Device.scansOf(codes));
        assertThat(verdicts.values()).isSubsetOf("synced", "duplicate", "conflict");
    }

    private void timeToVerdicts(String fault, Device device, Runnable make) {
        long begin = System.nanoTime();
        make.run();
        scan(device, SCANS_AFTER_A_FAULT);
        LOG.info(
                "{}: each of {} scans had a verdict after {} ms",
                fault,
                SCANS_AFTER_A_FAULT,
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    /** Returns when it ended. */
    private static long time(String what, int count, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        report(what, count, begin);
        return System.nanoTime();
    }

    private static void report(String what, int count, long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("{}: {} in {} s, {}/s", what, count, took.toMillis() / 1_000.0, count * 1_000L / took.toMillis());
    }
}
