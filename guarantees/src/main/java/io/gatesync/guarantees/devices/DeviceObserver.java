package io.gatesync.guarantees.devices;

import io.gatesync.client.ScanResult;

/** Is shown what devices scan and what they are told. Scans of different devices come in any order. */
public interface DeviceObserver {

    /** A device has made a scan, and has to be told a verdict on it. */
    default void onScanned(DeviceScan scan) {}

    /**
     * The gateway has answered a device.
     *
     * @param scan the scan that the result stands for by its place in the answer
     */
    default void onAnswered(DeviceScan scan, ScanResult result) {}
}
