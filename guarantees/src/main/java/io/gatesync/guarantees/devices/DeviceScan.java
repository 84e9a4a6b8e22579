package io.gatesync.guarantees.devices;

import java.util.UUID;

/**
 * A scan that a device made, however often it sends it.
 *
 * @param id tells the scan from all others
 * @param sentWithId whether the device sends the id, so that the gateway knows the scan again; the first app does not
 */
public record DeviceScan(String deviceId, String qrcode, UUID id, boolean sentWithId) {}
