package io.gatesync.client;

/**
 * What the tables say about a device.
 *
 * @param totalScans tickets that it admitted
 * @param pendingScans its scans that failed
 */
public record DeviceStatus(long totalScans, long pendingScans) {}
