package io.gatesync.demo;

import java.util.List;
import java.util.Optional;

/**
 * The plan for one device.
 *
 * @param gate the entrance it stands at, from 1
 * @param app which app runs on it
 * @param outage when it has no network, if ever
 * @param presentations in the order of their times
 */
record Shift(String deviceId, int gate, App app, Optional<Outage> outage, List<Presentation> presentations) {

    /** The app on a device. */
    enum App {
        /** Asks online about each ticket, and gives each scan an id. */
        CURRENT,
        /**
         * Uploads only, without scan ids: where it sends an admitted scan again, it is told {@code duplicate}. It says who it is
         * with the {@code session_token} of its uploads.
         */
        OLD
    }

    Shift {
        presentations = List.copyOf(presentations);
    }
}
