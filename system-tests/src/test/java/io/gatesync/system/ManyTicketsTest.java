package io.gatesync.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import io.gatesync.system.Device.Scan;
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

/** As many tickets as {@code -Dlarge.tickets} says; a million by default. */
@OnOwnStack
@Tag("large")
class ManyTicketsTest {

    private static final Logger LOG = LoggerFactory.getLogger(ManyTicketsTest.class);
    private static final Tickets TICKETS = new Tickets(Integer.getInteger("large.tickets", 1_000_000));
    private static final int SCANS = 5_000;
    private static final int UPLOADS = 4;

    @Test
    void many_tickets_load_are_scanned_and_outlive_the_processor_with_512_megabytes_for_each_service(RunningStack stack)
            throws IOException {
        Event event = stack.newEventToLoad(TICKETS);
        long begin = System.nanoTime();
        event.load();
        report("Loaded", TICKETS.count(), begin);

        // As soon as the load is answered: every later scan must see the tickets.
        begin = System.nanoTime();
        Random random = Seed.printed().random();
        for (int i = 1; i <= UPLOADS; i++) {
            List<String> codes = random.ints(1, TICKETS.count() + 1)
                    .distinct()
                    .limit(SCANS)
                    .mapToObj(Tickets::qrcode)
                    .toList();
            Map<?, String> verdicts = event.device("phone-" + i).uploadUntilDecided(Device.scansOf(codes));
            assertThat(verdicts.values()).isSubsetOf("synced", "conflict");
            report("Scanned, upload " + i, SCANS, begin);
        }

        long killed = System.nanoTime();
        ServerProcess processor = stack.parts().part(Part.PROCESSOR);
        processor.kill();
        processor.start();
        event.device("phone-after").verifyUntilDecided(Scan.of(Tickets.qrcode(1)));
        LOG.info(
                "The only processor killed and started at once: a verdict again after {} ms",
                Duration.ofNanos(System.nanoTime() - killed).toMillis());

        stack.awaitGuarantees();
        report("Loaded, scanned, in the tables and verified", TICKETS.count(), begin);
        // Without PostgreSQL: it is many processes that share memory, so their peaks cannot be added.
        for (Part part : EnumSet.complementOf(EnumSet.of(Part.POSTGRES))) {
            LOG.info(
                    "{}: peak {} MiB resident",
                    part,
                    PeakMemory.mebibytes(stack.parts().part(part).pid()));
        }
        assertThat(event.rows("offline_tickets", "true")).isEqualTo(TICKETS.count());
    }

    private static void report(String what, int count, long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("{}: {} in {} s, {}/s", what, count, took.toMillis() / 1_000.0, count * 1_000L / took.toMillis());
    }
}
