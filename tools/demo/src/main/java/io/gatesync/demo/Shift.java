package io.gatesync.demo;

import java.util.List;
import java.util.Optional;

/**
 * What one device lives through.
 *
 * @param deviceId the device
 * @param gate the entrance it stands at, from 1
 * @param app which app runs on it
 * @param outage when it is without network, if ever
 * @param presentations in the order of their times
 */
record Shift(String deviceId, int gate, App app, Optional<Outage> outage, List<Presentation> presentations) {

    /** The app on a device. */
    enum App {
        /** Asks about each ticket online and gives each scan an id. */
        CURRENT,
        /** Knows uploads only and no scan ids: what it sends again comes back as a duplicate. */
        OLD
    }

    Shift {
        presentations = List.copyOf(presentations);
    }
}
