package io.gatesync.messaging;

/** The key of a device's record: a device id means something only at its event. */
public final class DeviceKey {
    private DeviceKey() {}

    /** Event id, slash, device id. A slash of the event's own is escaped, so that no two devices share a key. */
    public static String of(String eventId, String deviceId) {
        return eventId.replace("%", "%25").replace("/", "%2F") + "/" + deviceId;
    }
}
