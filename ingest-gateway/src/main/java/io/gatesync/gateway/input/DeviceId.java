package io.gatesync.gateway.input;

/** The id of a device, as part of a path. */
public final class DeviceId {
    private DeviceId() {}

    /**
     * The id, cleaned as it was when the device's scans were taken in.
     *
     * @throws RefusedInputException if the text cannot be one
     */
    public static String require(String deviceId) {
        FieldErrors errors = new FieldErrors();
        String id = new Fields(name -> deviceId, errors).requiredText("device_id");
        errors.throwIfAny();
        return id;
    }
}
