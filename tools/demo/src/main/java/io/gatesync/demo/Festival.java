package io.gatesync.demo;

import static java.util.function.Predicate.not;

import io.gatesync.demo.Shift.App;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The plan of a simulated festival: who shows which code to which device, and when. The same seed and spec make the same
 * plan. Where several devices scan a ticket, which of them admits it is not planned: the first to arrive does.
 */
record Festival(List<Ticket> tickets, List<Shift> shifts) {

    private static final int PEOPLE = 1_000;
    /** People in {@link #PEOPLE} whose ticket the same device has scanned before. */
    private static final int AGAIN_AT_THE_SAME_DEVICE = 25;
    /** People in {@link #PEOPLE} whose ticket another device has scanned before. */
    private static final int AGAIN_AT_ANOTHER_DEVICE = 35;
    /** People in {@link #PEOPLE} with a code that no ticket has. */
    private static final int UNKNOWN = 20;
    /** People in {@link #PEOPLE} with a revoked ticket. */
    private static final int REVOKED = 10;

    /** One answer in so many is lost on its way. */
    private static final int ANSWERS_PER_LOST_ONE = 40;
    /** One device in so many still has the old app. */
    private static final int DEVICES_PER_OLD_APP = 4;
    /** One device in so many has no network for a while. */
    private static final int DEVICES_PER_OUTAGE = 3;

    Festival {
        tickets = List.copyOf(tickets);
        shifts = List.copyOf(shifts);
    }

    static Festival plan(FestivalSpec spec, long seed) {
        return new Planner(spec, new Random(seed)).plan();
    }

    /** The codes of all tickets that are not revoked. */
    Set<String> validCodes() {
        return tickets.stream().filter(not(Ticket::revoked)).map(Ticket::qrcode).collect(Collectors.toSet());
    }

    private static final class Planner {
        /** Enough to find, most times, a ticket of one device among those of a hundred. */
        private static final int TRIES = 100;

        private final FestivalSpec spec;
        private final Random random;
        private final List<Ticket> tickets = new ArrayList<>();
        private final List<Seen> seen = new ArrayList<>();
        private int unknown;

        Planner(FestivalSpec spec, Random random) {
            this.spec = spec;
            this.random = random;
        }

        Festival plan() {
            List<Arrivals> devices = new ArrayList<>();
            for (int index = 0; index < spec.devices(); index++) {
                devices.add(new Arrivals(index));
            }
            // In order of time over all devices, since a ticket is shown again after it was first scanned.
            var next = new PriorityQueue<>(devices);
            while (!next.isEmpty()) {
                Arrivals device = next.remove();
                if (device.at.compareTo(spec.length()) < 0) {
                    device.presentations.add(new Presentation(
                            device.at, code(device.deviceId), random.nextInt(ANSWERS_PER_LOST_ONE) == 0));
                    device.at = device.at.plus(pause(device.pace));
                    next.add(device);
                }
            }
            return new Festival(tickets, devices.stream().map(Arrivals::shift).toList());
        }

        private Duration pause(Duration pace) {
            return scaled(pace, 0.3, 1.7);
        }

        private Duration scaled(Duration duration, double atLeast, double below) {
            return Duration.ofNanos((long) (duration.toNanos() * random.nextDouble(atLeast, below)));
        }

        private String code(String deviceId) {
            int person = random.nextInt(PEOPLE);
            person -= AGAIN_AT_THE_SAME_DEVICE;
            if (person < 0) {
                return again(ticket -> ticket.deviceId().equals(deviceId), deviceId);
            }
            person -= AGAIN_AT_ANOTHER_DEVICE;
            if (person < 0) {
                return again(ticket -> !ticket.deviceId().equals(deviceId), deviceId);
            }
            person -= UNKNOWN;
            if (person < 0) {
                return "FAKE-%05d".formatted(++unknown);
            }
            person -= REVOKED;
            return person < 0 ? issue(true).qrcode() : fresh(deviceId);
        }

        private String fresh(String deviceId) {
            String qrcode = issue(false).qrcode();
            seen.add(new Seen(qrcode, deviceId));
            return qrcode;
        }

        private record Seen(String qrcode, String deviceId) {}

        /** The code of a ticket seen before, or a fresh one if none is found, as at the beginning. */
        private String again(Predicate<Seen> wanted, String deviceId) {
            return random.ints(TRIES, 0, Math.max(1, seen.size()))
                    .filter(index -> index < seen.size())
                    .mapToObj(seen::get)
                    .filter(wanted)
                    .findFirst()
                    .map(Seen::qrcode)
                    .orElseGet(() -> fresh(deviceId));
        }

        private Ticket issue(boolean revoked) {
            int number = tickets.size() + 1;
            boolean vip = random.nextInt(10) == 0;
            Ticket ticket = new Ticket(
                    "TICKET-%06d".formatted(number),
                    vip ? "VIP" : "Regular",
                    vip ? "Backstage" : "Weekend",
                    "%06d".formatted(number),
                    revoked);
            tickets.add(ticket);
            return ticket;
        }

        /** The people who come to one device, as they are invented. */
        private final class Arrivals implements Comparable<Arrivals> {
            private final int index;
            private final int gate;
            private final String deviceId;
            private final Duration pace;
            private final List<Presentation> presentations = new ArrayList<>();
            private Duration at;

            Arrivals(int index) {
                this.index = index;
                gate = index % spec.gates() + 1;
                deviceId = "gate%d-phone%d".formatted(gate, index / spec.gates() + 1);
                pace = scaled(spec.pace(), 0.7, 1.3);
                at = pause(pace);
            }

            Shift shift() {
                App app = index % DEVICES_PER_OLD_APP == DEVICES_PER_OLD_APP - 1 ? App.OLD : App.CURRENT;
                Optional<Outage> outage = index % DEVICES_PER_OUTAGE == 0 ? Optional.of(outage()) : Optional.empty();
                return new Shift(deviceId, gate, app, outage, presentations);
            }

            /** Ends before the entrances close, so that the backlog can be seen to arrive. */
            private Outage outage() {
                Duration from = scaled(spec.length(), 0.1, 0.5);
                return new Outage(from, from.plus(scaled(spec.length(), 0.15, 0.35)));
            }

            @Override
            public int compareTo(Arrivals other) {
                return Comparator.<Arrivals, Duration>comparing(arrivals -> arrivals.at)
                        .thenComparingInt(arrivals -> arrivals.index)
                        .compare(this, other);
            }
        }
    }
}
