package io.gatesync.gateway.input;

import java.util.List;

/**
 * Scans that a device sends, all valid in form.
 *
 * @param sessionToken the device's login session; null only for a single online scan made without one
 * @param scans at least one, in the device's order
 */
public record Upload(String eventId, String deviceId, String sessionToken, List<Scan> scans) {}
