package io.gatesync.client;

/**
 * The verdict on one scan, as a device is told it.
 *
 * @param qrcode as the device sent it
 * @param syncStatus the verdict, or that there is none yet
 * @param replayed true if the scan was sent again and this is the verdict it already had
 */
public record ScanResult(String qrcode, SyncStatus syncStatus, boolean replayed) {}
