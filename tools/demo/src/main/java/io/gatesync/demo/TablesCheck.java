package io.gatesync.demo;

import io.gatesync.client.DeviceStatus;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Compares what the devices were told with the status that the server shows of each, which comes from the tables. */
final class TablesCheck {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Function<String, Reply<DeviceStatus>> status;
    private final Duration lag;

    /**
     * @param status asks the server for the status of a device
     * @param lag how long the tables may be behind the last answer
     */
    TablesCheck(Function<String, Reply<DeviceStatus>> status, Duration lag) {
        this.status = status;
        this.lag = lag;
    }

    /**
     * Waits until the tables agree, or have had the time to.
     *
     * @param told what each device was told, by the device's id
     */
    Finding finding(SortedMap<String, Tally> told) throws InterruptedException {
        Instant deadline = Instant.now().plus(lag);
        Violations violations = new Violations();
        for (Map.Entry<String, Tally> device : told.entrySet()) {
            String difference = difference(device.getKey(), device.getValue());
            while (!difference.isEmpty() && Instant.now().isBefore(deadline)) {
                Thread.sleep(POLL);
                difference = difference(device.getKey(), device.getValue());
            }
            if (!difference.isEmpty()) {
                String last = difference;
                violations.add(() -> device.getKey() + ": " + last);
            }
        }
        return new Finding(
                "the tables say of each of the %d devices what it was told".formatted(told.size()),
                violations.sentences());
    }

    /** Where the tables differ, in a sentence; empty if they do not. */
    private String difference(String deviceId, Tally told) {
        return switch (status.apply(deviceId)) {
            case SendAgain<DeviceStatus> later -> "the server did not tell its status: " + later.why();
            case Answered<DeviceStatus>(DeviceStatus shown) -> difference(told, shown);
        };
    }

    private static String difference(Tally told, DeviceStatus shown) {
        if (shown.totalScans() != told.admitted()) {
            return String.format(
                    Locale.ROOT,
                    "it was told of %,d tickets admitted, the tables have %,d",
                    told.admitted(),
                    shown.totalScans());
        }
        if (shown.pendingScans() != told.failed()) {
            return String.format(
                    Locale.ROOT,
                    "it was told of %,d scans failed, the tables have %,d",
                    told.failed(),
                    shown.pendingScans());
        }
        return "";
    }
}
