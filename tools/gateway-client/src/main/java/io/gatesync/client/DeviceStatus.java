package io.gatesync.client;

/**
 * What the tables know of a device.
 *
 * @param totalScans tickets that it admitted
 * @param pendingScans its scans that failed
 */
public record DeviceStatus(long totalScans, long pendingScans) {}
