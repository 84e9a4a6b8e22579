package io.gatesync.client;

/**
 * What a device is told about one of its scans.
 *
 * @param qrcode as the device sent it
 * @param syncStatus the verdict
 * @param replayed true: the scan had this verdict before, and was sent again
 */
public record ScanResult(String qrcode, SyncStatus syncStatus, boolean replayed) {}
