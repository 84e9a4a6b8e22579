package io.gatesync.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.processor.Scans;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import io.gatesync.schemas.UndoRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deterministic simulation: devices upload over gateways that crash between any two records, take scans back that they or others
 * have made, and send old ones again; some devices are cut off, and
 * processors crash, freeze and wake up again between any two steps. The decision and the store format are the real ones; Kafka is {@link SimulatedKafka}. The
 * guarantees are checked after every step, and a seed repeats a run exactly.
 */
class SimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
    private static final int RUNS = Integer.getInteger("simulation.runs", 2_000);
    private static final int STEPS = 400;
    private static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");

    @Test
    void whatever_crashes_between_any_two_steps_the_guarantees_hold() {
        long takenBack = 0;
        long first = Long.getLong("simulation.seed", System.nanoTime());
        LOG.info("{} runs; to repeat them: -Dsimulation.seed={}", RUNS, first);
        for (long seed = first; seed < first + RUNS; seed++) {
            try {
                Run run = new Run(new Random(seed));
                run.play();
                takenBack += run.takenBack();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("To repeat: -Dsimulation.runs=1 -Dsimulation.seed=" + seed, e);
            }
        }
        LOG.info("{} scans were taken back", takenBack);
        if (RUNS >= 100) {
            assertThat(takenBack).isGreaterThan(RUNS / 10);
        }
    }

    private static final class Run {
        private final Random random;
        private final SimulatedKafka kafka = new SimulatedKafka();
        private final TopicGuarantees always = TopicGuarantees.ofVerdictsSoFar();
        private final TopicGuarantees atTheEnd = TopicGuarantees.ofDecisions();
        private final List<Device> devices = List.of(new Device("north"), new Device("south"), new Device("west"));
        /** Those that were frozen, and do not know that another has taken over. */
        private final List<SimulatedProcessor> zombies = new ArrayList<>();

        private SimulatedProcessor processor = new SimulatedProcessor(kafka, NOON);
        private int shown;
        private long uploads;
        private long rounds;

        Run(Random random) {
            this.random = random;
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(20)) {
                    case 0 -> changeTicketsOrDevices();
                    case 1 -> processor = new SimulatedProcessor(kafka, NOON);
                    case 2 -> freeze();
                    case 3 -> wakeZombie();
                    case 4, 5, 6 -> device().step();
                    default -> processor.step(random);
                }
                check();
            }
            while (!processor.isIdle()) {
                processor.step(random);
            }
            check();
            atTheEnd.verify();
        }

        long takenBack() {
            return kafka.outcomes().stream()
                    .filter(outcome ->
                            outcome.getUndo() != null && outcome.getUndo().getAnswer() == UndoAnswer.UNDONE)
                    .count();
        }

        private Device device() {
            return devices.get(random.nextInt(devices.size()));
        }

        private void changeTicketsOrDevices() {
            if (random.nextInt(10) == 0) {
                device().cutOffOrGiveBack();
            } else if (random.nextInt(10) == 0) {
                rounds++;
                kafka.append(new TicketChanged("open-air", "", null, null, null, null, NOON, rounds));
            } else {
                loadTicket();
            }
        }

        private void loadTicket() {
            TicketStatus status = List.of(TicketStatus.VALID, TicketStatus.VALID, TicketStatus.REVOKED)
                    .get(random.nextInt(3));
            kafka.append(new TicketChanged("open-air", qrcode(), status, "Day", null, null, NOON, null));
        }

        private String qrcode() {
            return "T-" + random.nextInt(3);
        }

        /** Longer than its session: another takes over. */
        private void freeze() {
            zombies.add(processor);
            processor = new SimulatedProcessor(kafka, NOON);
        }

        private void wakeZombie() {
            if (zombies.isEmpty()) {
                return;
            }
            SimulatedProcessor zombie = zombies.get(random.nextInt(zombies.size()));
            try {
                zombie.step(random);
            } catch (SimulatedKafka.FencedException fenced) {
                zombies.remove(zombie);
            }
        }

        /** Shows the guarantees what has become visible. */
        private void check() {
            List<ScanDecided> outcomes = kafka.outcomes();
            for (ScanDecided outcome : outcomes.subList(shown, outcomes.size())) {
                always.onDecided(outcome);
                atTheEnd.onDecided(outcome);
            }
            shown = outcomes.size();
            always.verify();
        }

        /** Keeps each scan until it was told a verdict, and sends it again until then. */
        private final class Device {
            private final String id;
            private final List<ScanUploaded> kept = new ArrayList<>();
            /** All that it has made. */
            private final List<ScanUploaded> made = new ArrayList<>();
            /** Uploads that were published in full and not answered yet. */
            private final List<Long> waiting = new ArrayList<>();

            private boolean revoked;

            Device(String id) {
                this.id = id;
            }

            void cutOffOrGiveBack() {
                revoked = !revoked;
            }

            void step() {
                switch (random.nextInt(14)) {
                    case 0, 1, 2 -> scan();
                    case 3 -> letIn();
                    case 4, 5, 6 -> upload();
                    case 7, 8, 9 -> takeBack();
                    case 10 -> sendOldAgain();
                    default -> readAnswers();
                }
            }

            private void scan() {
                ScanUploaded scan = Scans.letIn(id, qrcode())
                        .setScanId(new UUID(random.nextLong(), random.nextLong()))
                        .setScanIdFromDevice(random.nextInt(4) > 0)
                        .setScannedAt(NOON)
                        .setUploadedAt(NOON)
                        .setAdmitted(List.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty())
                                .get(random.nextInt(3))
                                .orElse(null))
                        .build();
                kept.add(scan);
                made.add(scan);
            }

            /** Mostly its own last scan, and in time. */
            private void takeBack() {
                Device other = random.nextInt(8) == 0 ? device() : this;
                if (other.made.isEmpty()) {
                    return;
                }
                int last = other.made.size() - 1;
                ScanUploaded scan = other.made.get(random.nextInt(3) == 0 ? random.nextInt(last + 1) : last);
                publish(ScanUploaded.newBuilder(scan)
                        .setScanIdFromDevice(true)
                        .setDeviceId(id)
                        .setAdmitted(false)
                        .setUndo(new UndoRequest("wrong person", NOON.plusSeconds(random.nextInt(70) - 4)))
                        .build());
            }

            /** A faulty app, or a file that was imported twice. */
            private void sendOldAgain() {
                if (!made.isEmpty()) {
                    publish(made.get(random.nextInt(made.size())));
                }
            }

            private void publish(ScanUploaded scan) {
                ScanUploaded record = ScanUploaded.newBuilder(scan)
                        .setUploadedAt(NOON.plusMillis(++uploads))
                        .setDeviceRevoked(revoked)
                        .build();
                kafka.append(record);
                atTheEnd.onUploaded(record);
            }

            /** The answer took too long: somebody at the gate lets a holder in who waits or was sent away. */
            private void letIn() {
                if (!kept.isEmpty()) {
                    kept.get(random.nextInt(kept.size())).setAdmitted(true);
                }
            }

            /** The gateway may crash after any of the records; then nobody answers. */
            private void upload() {
                long session = ++uploads;
                for (ScanUploaded scan : kept) {
                    if (random.nextInt(30) == 0) {
                        return;
                    }
                    ScanUploaded record = ScanUploaded.newBuilder(scan)
                            .setSyncSessionId(session)
                            .setUploadedAt(NOON.plusMillis(session))
                            .setDeviceRevoked(revoked)
                            .build();
                    kafka.append(record);
                    atTheEnd.onUploaded(record);
                }
                waiting.add(session);
            }

            /** Tells what is decided by now; an answer may be lost on its way. */
            private void readAnswers() {
                for (Long upload : waiting) {
                    boolean lost = random.nextInt(5) == 0;
                    for (ScanDecided outcome : kafka.outcomes()) {
                        if (!lost && upload.equals(outcome.getSyncSessionId())) {
                            kept.removeIf(scan -> scan.getScanId().equals(outcome.getScanId()));
                        }
                    }
                }
                waiting.clear();
            }
        }
    }
}
