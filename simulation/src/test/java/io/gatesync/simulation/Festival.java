package io.gatesync.simulation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.guarantees.topics.TopicGuarantees;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.EventState;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.TicketChanged;
import io.gatesync.schemas.TicketStatus;
import io.gatesync.schemas.UndoAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** One run: all that happens follows from its random numbers. */
final class Festival {
    static final String EVENT = "open-air";
    static final Instant NOON = Instant.parse("2026-07-03T12:00:00Z");

    private static final int STEPS = 600;

    private final Random random;
    private final SimulatedKafka kafka = new SimulatedKafka();
    private final Database database;
    private final TopicGuarantees always = TopicGuarantees.ofVerdictsSoFar();
    private final TopicGuarantees atTheEnd = TopicGuarantees.ofDecisions();
    private final Map<SimulatedPartition, Integer> shown = new HashMap<>();
    private final List<SimulatedDevice> devices;
    private final List<Processors> processors;
    private final List<SimulatedProjector> projectors = new ArrayList<>();

    private TablesCheck tables;
    private long rounds;

    /** @param database makes the one that the projectors of these partitions write */
    Festival(Random random, Function<Set<TopicPartition>, Database> database) {
        this.random = random;
        this.database = database.apply(kafka.projected().keySet());
        this.tables = new TablesCheck(kafka, this.database);
        this.devices = Stream.of("north", "south", "west")
                .map(id -> new SimulatedDevice(id, kafka, random, this::published))
                .toList();
        this.processors = kafka.partitions().stream().map(Processors::new).toList();
        projectors.add(projector(kafka.projected().keySet()));
        projectors.add(projector(Set.of()));
    }

    static String qrcode(Random random) {
        return "T-" + random.nextInt(3);
    }

    void play() {
        kafka.publish(Topic.EVENTS, new EventAccess(EVENT, "Open Air", "", EventState.OPEN, NOON, null, true));
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(30)) {
                case 0 -> changeTicketsOrDevices();
                case 1 -> any(processors).restart();
                case 2 -> any(processors).freeze();
                case 3 -> any(processors).wakeZombie();
                case 4, 5, 6 -> any(devices).step(any(devices));
                case 7 -> restartProjector();
                case 8 -> dealPartitions();
                case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 -> stepOf(any(projectors));
                default -> any(processors).step();
            }
            check();
        }
        end();
    }

    /** All is decided and projected; and whoever builds the tables anew, one partition after the other, gets the same. */
    private void end() {
        processors.forEach(Processors::finish);
        check();
        atTheEnd.verify();
        finish(projector(kafka.projected().keySet()));
        SimulatedTables anew = new SimulatedTables(kafka.projected().keySet());
        TablesCheck lastCheck = new TablesCheck(kafka, anew);
        kafka.projected().keySet().forEach(partition -> {
            SimulatedProjector projector = new SimulatedProjector(kafka, anew, Set.of(partition));
            while (!projector.isIdle()) {
                projector.step(new Random(0));
            }
        });
        lastCheck.check();
        assertThat(database.rows()).isEqualTo(anew.rows());
        if (database instanceof SimulatedTables all) {
            assertThat(all.contents()).isEqualTo(anew.contents());
        }
    }

    private void finish(SimulatedProjector projector) {
        while (!projector.isIdle()) {
            stepOf(projector);
        }
    }

    /** How many scans were taken back. */
    long takenBack() {
        return kafka.partitions().stream()
                .flatMap(partition -> partition.outcomes().stream())
                .filter(outcome ->
                        outcome.getUndo() != null && outcome.getUndo().getAnswer() == UndoAnswer.UNDONE)
                .count();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void published(ScanUploaded scan) {
        atTheEnd.onUploaded(scan);
    }

    private void changeTicketsOrDevices() {
        if (random.nextInt(10) == 0) {
            any(devices).cutOffOrGiveBack();
        } else if (random.nextInt(10) == 0) {
            rounds++;
            kafka.publish(new TicketChanged(EVENT, "", null, null, null, null, NOON.plusSeconds(rounds), rounds));
        } else {
            loadTicket();
        }
    }

    private void loadTicket() {
        TicketStatus status = any(List.of(TicketStatus.VALID, TicketStatus.VALID, TicketStatus.REVOKED));
        String type = any(List.of("Day", "VIP", ""));
        kafka.publish(new TicketChanged(
                EVENT, qrcode(random), status, type, null, null, NOON.plusSeconds(random.nextInt(60)), null));
    }

    private SimulatedProjector projector(Set<TopicPartition> assigned) {
        return new SimulatedProjector(kafka, database, assigned);
    }

    private void restartProjector() {
        if (random.nextInt(10) == 0) {
            database.empty();
            tables = new TablesCheck(kafka, database);
        } else {
            projectors.replaceAll(projector -> random.nextBoolean() ? projector : projector(projector.assigned()));
        }
    }

    /** Kafka assigns the partitions anew. A frozen projector does not learn of it, and writes on when it wakes up. */
    private void dealPartitions() {
        Set<TopicPartition> all = kafka.projected().keySet();
        Set<TopicPartition> half =
                all.stream().filter(partition -> random.nextBoolean()).collect(toSet());
        Set<TopicPartition> rest =
                all.stream().filter(partition -> !half.contains(partition)).collect(toSet());
        int frozen = random.nextInt(4);
        if (frozen != 0) {
            projectors.set(0, projector(half));
        }
        if (frozen != 1) {
            projectors.set(1, projector(rest));
        }
    }

    private void stepOf(SimulatedProjector projector) {
        if (projector.step(random)) {
            tables.check();
        }
    }

    /** Shows the guarantees what has become visible. */
    private void check() {
        for (SimulatedPartition partition : kafka.partitions()) {
            List<ScanDecided> outcomes = partition.outcomes();
            for (ScanDecided outcome : outcomes.subList(shown.getOrDefault(partition, 0), outcomes.size())) {
                always.onDecided(outcome);
                atTheEnd.onDecided(outcome);
            }
            shown.put(partition, outcomes.size());
        }
        always.verify();
    }

    /** The processor of a partition, and those that were frozen and do not know that another has taken over. */
    private final class Processors {
        private final SimulatedPartition partition;
        private final List<SimulatedProcessor> zombies = new ArrayList<>();
        private SimulatedProcessor processor;

        Processors(SimulatedPartition partition) {
            this.partition = partition;
            this.processor = started();
        }

        private SimulatedProcessor started() {
            return new SimulatedProcessor(partition, NOON.plusSeconds(random.nextInt(60)));
        }

        void step() {
            processor.step(random);
        }

        void restart() {
            processor = started();
        }

        /** Longer than its session: another takes over. */
        void freeze() {
            zombies.add(processor);
            restart();
        }

        void wakeZombie() {
            if (zombies.isEmpty()) {
                return;
            }
            SimulatedProcessor zombie = any(zombies);
            try {
                zombie.step(random);
            } catch (SimulatedPartition.FencedException fenced) {
                zombies.remove(zombie);
            }
        }

        void finish() {
            while (!processor.isIdle()) {
                step();
            }
        }
    }
}
