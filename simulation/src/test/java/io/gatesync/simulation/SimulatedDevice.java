package io.gatesync.simulation;

import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.DeviceState;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.UndoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** A device with its gateway, which may crash between any two records. Keeps each scan until it was told a verdict, and sends it again until then. */
final class SimulatedDevice {
    private final String id;
    private final SimulatedKafka kafka;
    private final Random random;
    private final Consumer<ScanUploaded> published;
    private final List<ScanUploaded> kept = new ArrayList<>();
    /** All that it has made. */
    private final List<ScanUploaded> made = new ArrayList<>();
    /** Uploads that were published in full and not answered yet. */
    private final List<Long> waiting = new ArrayList<>();

    private boolean revoked;
    private long uploads;

    /** @param published is shown each scan that lies in Kafka */
    SimulatedDevice(String id, SimulatedKafka kafka, Random random, Consumer<ScanUploaded> published) {
        this.id = id;
        this.kafka = kafka;
        this.random = random;
        this.published = published;
    }

    void cutOffOrGiveBack() {
        revoked = !revoked;
        kafka.publish(
                Topic.DEVICES,
                new DeviceChanged(
                        Festival.EVENT,
                        id,
                        "Phone of " + id,
                        id,
                        revoked ? DeviceState.REVOKED : DeviceState.ACTIVE,
                        null,
                        Festival.NOON.plusMillis(++uploads),
                        null,
                        null));
    }

    /** @param others one of whose scans it may take back: only of its own it is allowed to */
    void step(SimulatedDevice others) {
        switch (random.nextInt(28)) {
            case 0, 1, 2, 3, 4, 5 -> scan();
            case 6, 7 -> letIn();
            case 8, 9, 10, 11, 12, 13 -> upload();
            case 14, 15, 16, 17, 18, 19 -> takeBack(random.nextInt(8) == 0 ? others : this);
            case 20, 21 -> sendOldAgain();
            case 22 -> logIn();
            default -> readAnswers();
        }
    }

    private void logIn() {
        boolean success = random.nextBoolean();
        kafka.publish(
                Topic.LOGIN_ATTEMPTS,
                new LoginAttempted(
                        Festival.EVENT,
                        Festival.EVENT,
                        id,
                        success,
                        success ? null : "The passcode is wrong.",
                        "192.0.2.7",
                        "Scanner/1.0",
                        Festival.NOON.plusMillis(++uploads)));
        if (success) {
            kafka.publish(
                    Topic.DEVICE_LOGINS,
                    new DeviceLoggedIn(
                            Festival.EVENT, id, "phone", null, null, id, id, Festival.NOON.plusMillis(uploads)));
        }
    }

    private void scan() {
        ScanUploaded scan = ScanUploaded.newBuilder()
                .setScanId(new UUID(random.nextLong(), random.nextLong()))
                .setScanIdFromDevice(random.nextInt(4) > 0)
                .setEventId(Festival.EVENT)
                .setDeviceId(id)
                .setSessionToken("session-" + id)
                .setQrcode(Festival.qrcode(random))
                .setScannedAt(Festival.NOON)
                .setUploadedAt(Festival.NOON)
                .setTicketTypes(random.nextBoolean() ? List.of() : List.of("Day"))
                .setAdmitted(List.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty())
                        .get(random.nextInt(3))
                        .orElse(null))
                .setGate(random.nextBoolean() ? null : id)
                .build();
        kept.add(scan);
        made.add(scan);
    }

    /** The answer took too long: somebody at the gate lets a holder in who waits or was sent away. */
    private void letIn() {
        if (!kept.isEmpty()) {
            kept.get(random.nextInt(kept.size())).setAdmitted(true);
        }
    }

    /** Mostly the last scan, and in time. */
    private void takeBack(SimulatedDevice other) {
        if (other.made.isEmpty()) {
            return;
        }
        int last = other.made.size() - 1;
        ScanUploaded scan = other.made.get(random.nextInt(3) == 0 ? random.nextInt(last + 1) : last);
        publish(ScanUploaded.newBuilder(scan)
                .setScanIdFromDevice(true)
                .setDeviceId(id)
                .setAdmitted(false)
                .setUndo(new UndoRequest("wrong person", Festival.NOON.plusSeconds(random.nextInt(70) - 4)))
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
                .setUploadedAt(Festival.NOON.plusMillis(++uploads))
                .setDeviceRevoked(revoked)
                .build();
        kafka.publish(record);
        published.accept(record);
    }

    /** The gateway may crash after any of the records; then nobody answers. */
    private void upload() {
        if (kept.isEmpty()) {
            return;
        }
        long session = kafka.publish(
                        Topic.SYNC_SESSIONS,
                        new SyncStarted(
                                "session-" + id,
                                Festival.EVENT,
                                id,
                                kept.size(),
                                Festival.NOON.plusMillis(++uploads),
                                random.nextBoolean() ? null : 0))
                .toLong();
        for (ScanUploaded scan : kept) {
            if (random.nextInt(30) == 0) {
                return;
            }
            publish(ScanUploaded.newBuilder(scan).setSyncSessionId(session).build());
        }
        waiting.add(session);
    }

    /** Tells what is decided by now; an answer may be lost on its way. */
    private void readAnswers() {
        for (Long upload : waiting) {
            if (random.nextInt(5) > 0) {
                kafka.partitions()
                        .forEach(partition -> partition.outcomes().stream()
                                .filter(outcome -> upload.equals(outcome.getSyncSessionId()))
                                .map(ScanDecided::getScanId)
                                .forEach(decided ->
                                        kept.removeIf(scan -> scan.getScanId().equals(decided))));
            }
        }
        waiting.clear();
    }
}
