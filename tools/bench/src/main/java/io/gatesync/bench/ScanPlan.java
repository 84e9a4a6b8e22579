package io.gatesync.bench;

import io.gatesync.bench.LoadSpec.Call;
import io.gatesync.bench.LoadSpec.Codes;
import io.gatesync.guarantees.devices.DeviceScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which device scans which ticket, in which upload, and when. The same seed and load make the same plan.
 *
 * <p>Scans are numbered in the order of the uploads, and uploads are dealt to the devices in turn.
 */
final class ScanPlan {

    /** Makes codes that do not come in order: real ones do not. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Enough to find, most times, a ticket that another device, or this one, has scanned. */
    private static final int TRIES = 20;

    private static final int PERCENT = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String eventId;
    private final String name;
    private final LoadSpec load;
    /** The ticket of each scan by its number; of a code that is no ticket a negative number. */
    private final int[] ticketOfScan;

    private final int tickets;
    /** When each upload is due after the start. */
    private final long[] dueNanos;

    private ScanPlan(String eventId, String name, LoadSpec load, int[] ticketOfScan, int tickets, long[] dueNanos) {
        this.eventId = eventId;
        this.name = name;
        this.load = load;
        this.ticketOfScan = ticketOfScan;
        this.tickets = tickets;
        this.dueNanos = dueNanos;
    }

    /** @param name tells the tickets, devices and scans of this plan from those of others for the event */
    static ScanPlan of(String eventId, String name, LoadSpec load, long seed) {
        Random random = new Random(seed);
        int[] ticketOfScan = new int[load.scans()];
        BitSet scannedByTwo = new BitSet();
        int tickets = 0;
        int unknown = 0;
        LoadSpec.Mix mix = load.mix();
        for (int scan = 0; scan < load.scans(); scan++) {
            int dice = random.nextInt(PERCENT);
            int again = -1;
            if (dice < mix.conflicts()) {
                again = scannedTicket(random, load, ticketOfScan, scan, false, scannedByTwo);
                if (again >= 0) {
                    scannedByTwo.set(again);
                }
            } else if (dice < mix.conflicts() + mix.duplicates()) {
                again = scannedTicket(random, load, ticketOfScan, scan, true, new BitSet());
            } else if (dice < mix.conflicts() + mix.duplicates() + mix.unknown()) {
                ticketOfScan[scan] = - ++unknown;
                continue;
            }
            ticketOfScan[scan] = again >= 0 ? again : tickets++;
        }
        return new ScanPlan(eventId, name, load, ticketOfScan, tickets, dueNanos(load, random));
    }

    /** A ticket that was scanned by the same device, or by another, and is none of these; -1 if none is found. */
    private static int scannedTicket(
            Random random, LoadSpec load, int[] ticketOfScan, int scan, boolean bySameDevice, BitSet not) {
        for (int tried = 0; tried < TRIES && scan > 0; tried++) {
            int earlier = random.nextInt(scan);
            int ticket = ticketOfScan[earlier];
            boolean same = device(load, earlier) == device(load, scan);
            if (same == bySameDevice && ticket >= 0 && !not.get(ticket)) {
                return ticket;
            }
        }
        return -1;
    }

    private static int device(LoadSpec load, int scan) {
        return scan / load.batch() % load.devices();
    }

    private static long[] dueNanos(LoadSpec load, Random random) {
        long[] due = new long[load.uploads()];
        if (load.pace().isOpen()) {
            double distance = NANOS_PER_SECOND * load.batch() / load.pace().scansPerSecond();
            double at = 0;
            for (int upload = 0; upload < due.length; upload++) {
                due[upload] = (long) at;
                at += switch (load.pace().arrivals()) {
                    case EVEN -> distance;
                    case RANDOM -> distance * random.nextExponential();
                };
            }
        }
        return due;
    }

    LoadSpec load() {
        return load;
    }

    int tickets() {
        return tickets;
    }

    /** The number of a scan's ticket; negative if its code is no ticket. */
    int ticketOf(int scan) {
        return ticketOfScan[scan];
    }

    int deviceOf(int scan) {
        return device(load, scan);
    }

    /** The codes of all tickets. */
    Stream<String> qrcodes() {
        return IntStream.range(0, tickets).mapToObj(this::qrcode);
    }

    private String qrcode(int ticket) {
        if (ticket < 0) {
            return name + "-unknown-" + -ticket;
        }
        return name + "-" + HexFormat.of().toHexDigits(load.codes() == Codes.SEQUENTIAL ? ticket : ticket * SPREAD);
    }

    String qrcodeOf(int scan) {
        return qrcode(ticketOfScan[scan]);
    }

    /** Whether a code is of a ticket. */
    boolean isTicket(String qrcode) {
        return !qrcode.startsWith(name + "-unknown-");
    }

    String deviceId(int device) {
        return devicePrefix() + device;
    }

    /** What the ids of all devices begin with; the device's number follows. */
    String devicePrefix() {
        return name + "-device-";
    }

    /**
     * One upload, ready to be sent.
     *
     * @param firstScan the number of the first of its scans
     * @param dueNanos when it is due after the start; 0 in a closed loop
     */
    record Request(int device, int firstScan, int scans, long dueNanos, Body body) {}

    /** The bytes of a request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Body(byte[] json) {}

    /** What a device uploads, in order. */
    List<Request> requestsOf(int device, long scannedAtMillis) {
        List<Request> requests = new ArrayList<>();
        for (int upload = device; upload < load.uploads(); upload += load.devices()) {
            int first = upload * load.batch();
            int end = Math.min(first + load.batch(), load.scans());
            requests.add(new Request(
                    device, first, end - first, dueNanos[upload], new Body(json(device, first, end, scannedAtMillis))));
        }
        return requests;
    }

    /** Nothing in it needs escaping: all texts are of this plan. */
    private byte[] json(int device, int first, int end, long scannedAtMillis) {
        StringBuilder json = new StringBuilder()
                .append("{\"event_id\":\"")
                .append(eventId)
                .append("\",\"device_id\":\"")
                .append(deviceId(device))
                .append("\",\"session_token\":\"session-")
                .append(deviceId(device))
                .append('"');
        if (load.call() == Call.VERIFY) {
            scan(json.append(','), first, scannedAtMillis);
        } else {
            json.append(",\"scans\":[");
            for (int scan = first; scan < end; scan++) {
                scan(json.append(scan == first ? "{" : ",{"), scan, scannedAtMillis)
                        .append('}');
            }
            json.append(']');
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder scan(StringBuilder json, int scan, long scannedAtMillis) {
        return json.append("\"qrcode\":\"")
                .append(qrcodeOf(scan))
                .append("\",\"scanned_at\":")
                .append(scannedAtMillis + scan)
                .append(",\"scan_id\":\"")
                .append(scanId(scan))
                .append('"');
    }

    /** A scan as the guarantees see it. */
    DeviceScan scanOf(int scan) {
        return new DeviceScan(deviceId(deviceOf(scan)), qrcodeOf(scan), scanId(scan), true);
    }

    private UUID scanId(int scan) {
        return UUID.nameUUIDFromBytes((eventId + '/' + name + '/' + scan).getBytes(StandardCharsets.UTF_8));
    }
}
