package io.gatesync.demo;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.ScanResult;
import io.gatesync.client.SyncAnswer;
import io.gatesync.client.Upload;
import io.gatesync.guarantees.devices.DeviceGuarantees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A phone or handheld at a gate, for one shift. It keeps each scan until it has been told the verdict, and sends all that
 * it keeps until then: at once while it has a network, as a backlog after an outage.
 */
final class Device implements Runnable {

    /** Half of what the gateway takes in one upload. */
    private static final int SCANS_PER_UPLOAD = 2_500;

    private static final Duration PENDING_PAUSE = Duration.ofSeconds(1);
    /** How long a device tries to send what it keeps after the end of its shift. */
    private static final Duration CLOSING_TIME = Duration.ofMinutes(1);

    private final Gateway gateway;
    private final String eventId;
    private final LoggedIn login;
    private final Shift shift;
    private final DeviceGuarantees guarantees;
    private final Counters counters = new Counters();
    private final String sessionToken;
    private final List<Scan> kept = new ArrayList<>();
    private final Set<Scan> answerAlreadyLost = new HashSet<>();
    private Instant sendNotBefore = Instant.MIN;
    private volatile @Nullable Instant opening;
    private volatile String trouble = "";

    /**
     * @param passcode of the event
     * @param guarantees that watch what the device scans and is told
     */
    Device(Gateway gateway, String eventId, String passcode, Shift shift, DeviceGuarantees guarantees) {
        this.gateway = gateway;
        this.eventId = eventId;
        this.login = LoggedIn.device(gateway, eventId, passcode, shift.deviceId());
        this.shift = shift;
        this.guarantees = guarantees;
        this.sessionToken = "demo-session-" + shift.deviceId();
    }

    String id() {
        return shift.deviceId();
    }

    int gate() {
        return shift.gate();
    }

    Tally tally() {
        return counters.tally();
    }

    /** Why its last request has to be sent again; empty if it was answered. */
    String trouble() {
        return trouble;
    }

    boolean offline() {
        Instant opened = opening;
        return opened != null && offline(Duration.between(opened, Instant.now()));
    }

    private boolean offline(Duration time) {
        return shift.outage().filter(outage -> outage.covers(time)).isPresent();
    }

    /** Works through the shift, and until every scan has its verdict or the closing time is over. */
    @Override
    public void run() {
        Instant opened = Instant.now();
        opening = opened;
        try {
            for (Presentation presentation : shift.presentations()) {
                sleepUntil(opened.plus(presentation.at()));
                Scan scan = scan(presentation);
                kept.add(scan);
                counters.scanned();
                guarantees.onScanned(scan.by(id(), shift.app()));
                if (!offline(presentation.at()) && !Instant.now().isBefore(sendNotBefore)) {
                    send();
                }
            }
            Instant end = Instant.now().plus(CLOSING_TIME);
            while (!kept.isEmpty() && Instant.now().isBefore(end)) {
                sleepUntil(sendNotBefore);
                send();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(Instant time) throws InterruptedException {
        Duration pause = Duration.between(Instant.now(), time);
        if (pause.isPositive()) {
            Thread.sleep(pause);
        }
    }

    private Scan scan(Presentation presentation) {
        // With the event's id: another run with the same seed must not make the same scan ids.
        String name = eventId + '/' + shift.deviceId() + '/' + presentation.at().toNanos();
        return new Scan(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                presentation.qrcode(),
                Instant.now().toEpochMilli(),
                presentation.answerLost());
    }

    private void send() {
        List<Scan> scans = List.copyOf(kept.subList(0, Math.min(kept.size(), SCANS_PER_UPLOAD)));
        counters.sent();
        switch (ask(scans)) {
            case Answered<List<ScanResult>> answered -> {
                trouble = "";
                take(scans, answered.body());
            }
            case SendAgain<List<ScanResult>> later -> {
                trouble = later.why();
                counters.toSendAgain();
                sendNotBefore = Instant.now().plus(later.after());
            }
        }
    }

    private Reply<List<ScanResult>> ask(List<Scan> scans) {
        if (scans.size() == 1 && shift.app() == Shift.App.CURRENT) {
            Upload.Scan scan = scans.getFirst().sentBy(shift.app());
            return login.send(asDevice -> asDevice.verify(eventId, shift.deviceId(), sessionToken, scan))
                    .map(List::of);
        }
        List<Upload.Scan> sent =
                scans.stream().map(scan -> scan.sentBy(shift.app())).toList();
        Reply<SyncAnswer> reply = switch (shift.app()) {
            case CURRENT -> login.send(asDevice -> asDevice.sync(upload(sessionToken, sent)));
            case OLD -> login.sendIn(session -> gateway.sync(upload(session.token(), sent)));
        };
        return reply.map(SyncAnswer::results);
    }

    private byte[] upload(String session, List<Upload.Scan> scans) {
        return Gateway.body(new Upload(eventId, shift.deviceId(), session, scans));
    }

    private void take(List<Scan> scans, List<ScanResult> results) {
        if (results.size() != scans.size()) {
            throw new IllegalStateException("%s sent %d scans and was answered %d results"
                    .formatted(shift.deviceId(), scans.size(), results.size()));
        }
        boolean lost =
                answerAlreadyLost.addAll(scans.stream().filter(Scan::answerLost).toList());
        if (lost) {
            counters.answerLost();
        }
        Set<Scan> settled = new HashSet<>();
        for (int position = 0; position < scans.size(); position++) {
            Scan scan = scans.get(position);
            ScanResult result = results.get(position);
            guarantees.onAnswered(scan.by(id(), shift.app()), result);
            if (!lost) {
                counters.told(scan, result.syncStatus());
                switch (result.syncStatus()) {
                    case PENDING -> sendNotBefore = Instant.now().plus(PENDING_PAUSE);
                    // Unlike the guide's app it also forgets conflicts and failures: the staff have seen them.
                    case SYNCED, DUPLICATE, CONFLICT, FAILED -> settled.add(scan);
                }
            }
        }
        kept.removeAll(settled);
    }
}
