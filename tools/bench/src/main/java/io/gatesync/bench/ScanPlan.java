package io.gatesync.bench;

import io.gatesync.client.Gateway;
import io.gatesync.client.Upload;
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
 * Which device scans which ticket, in which upload. The same seed and load make the same plan.
 *
 * <p>Scans are numbered in the order of the uploads, and uploads are dealt to the devices in turn. Each ticket is
 * scanned once, or twice by two devices.
 */
final class ScanPlan {

    /** Makes codes that do not come in order: real ones do not, and stores and indexes take ordered keys faster. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Enough to find, most times, a ticket that another device has scanned. */
    private static final int TRIES = 20;

    private final String eventId;
    private final String name;
    private final LoadSpec load;
    private final int[] ticketOfScan;
    private final int tickets;

    private ScanPlan(String eventId, String name, LoadSpec load, int[] ticketOfScan, int tickets) {
        this.eventId = eventId;
        this.name = name;
        this.load = load;
        this.ticketOfScan = ticketOfScan;
        this.tickets = tickets;
    }

    /** @param name tells the tickets, devices and scans of this plan from those of others for the event */
    static ScanPlan of(String eventId, String name, LoadSpec load, long seed) {
        Random random = new Random(seed);
        int[] ticketOfScan = new int[load.scans()];
        BitSet scannedTwice = new BitSet();
        int tickets = 0;
        for (int scan = 0; scan < load.scans(); scan++) {
            int again = random.nextInt(100) < load.conflictPercent()
                    ? anotherDevicesTicket(random, load, ticketOfScan, scan, scannedTwice)
                    : -1;
            if (again >= 0) {
                scannedTwice.set(again);
            }
            ticketOfScan[scan] = again >= 0 ? again : tickets++;
        }
        return new ScanPlan(eventId, name, load, ticketOfScan, tickets);
    }

    /** A ticket that another device alone has scanned; -1 if none is found. */
    private static int anotherDevicesTicket(
            Random random, LoadSpec load, int[] ticketOfScan, int scan, BitSet scannedTwice) {
        for (int tried = 0; tried < TRIES && scan > 0; tried++) {
            int earlier = random.nextInt(scan);
            if (device(load, earlier) != device(load, scan) && !scannedTwice.get(ticketOfScan[earlier])) {
                return ticketOfScan[earlier];
            }
        }
        return -1;
    }

    private static int device(LoadSpec load, int scan) {
        return scan / load.batch() % load.devices();
    }

    LoadSpec load() {
        return load;
    }

    int tickets() {
        return tickets;
    }

    int ticketOf(int scan) {
        return ticketOfScan[scan];
    }

    /** The codes of all tickets. */
    Stream<String> qrcodes() {
        return IntStream.range(0, tickets).mapToObj(this::qrcode);
    }

    private String qrcode(int ticket) {
        return name + "-" + HexFormat.of().toHexDigits(ticket * SPREAD);
    }

    String qrcodeOf(int scan) {
        return qrcode(ticketOfScan[scan]);
    }

    String deviceId(int device) {
        return "%s-device-%d".formatted(name, device);
    }

    /**
     * One upload, ready to be sent.
     *
     * @param firstScan the number of the first of its scans
     */
    record Request(int device, int firstScan, int scans, Body body) {}

    /** The bytes of a request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Body(byte[] json) {}

    /** What a device uploads, in order. */
    List<Request> requestsOf(int device, long scannedAtMillis) {
        List<Request> requests = new ArrayList<>();
        for (int upload = device; upload < load.uploads(); upload += load.devices()) {
            int first = upload * load.batch();
            int end = Math.min(first + load.batch(), load.scans());
            List<Upload.Scan> scans = IntStream.range(first, end)
                    .mapToObj(scan -> new Upload.Scan(qrcodeOf(scan), scannedAtMillis + scan, scanId(scan)))
                    .toList();
            Upload body = new Upload(eventId, deviceId(device), "session-" + deviceId(device), scans);
            requests.add(new Request(device, first, scans.size(), new Body(Gateway.body(body))));
        }
        return requests;
    }

    /** A scan as the guarantees see it. */
    DeviceScan scanOf(int device, int scan) {
        return new DeviceScan(deviceId(device), qrcodeOf(scan), scanId(scan), true);
    }

    private UUID scanId(int scan) {
        return UUID.nameUUIDFromBytes((eventId + '/' + name + '/' + scan).getBytes(StandardCharsets.UTF_8));
    }
}
