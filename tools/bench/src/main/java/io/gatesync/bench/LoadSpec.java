package io.gatesync.bench;

/**
 * The load to put on a service.
 *
 * @param scans how many are uploaded
 * @param batch how many of them in one upload
 * @param devices how many devices upload; each sends one upload after the other
 * @param mix which share of the scans is no first scan of a valid ticket
 * @param codes how the codes of the tickets are made
 * @param pace when uploads are sent
 * @param call how scans are sent
 */
record LoadSpec(int scans, int batch, int devices, Mix mix, Codes codes, Pace pace, Call call) {

    /**
     * Which share of the scans is no first scan of a valid ticket, in percent of all scans.
     *
     * @param duplicates of a ticket that the same device has scanned
     * @param conflicts of a ticket that another device has scanned, perhaps at the same time
     * @param unknown of no ticket at all
     */
    record Mix(int duplicates, int conflicts, int unknown) {}

    /** How codes follow each other: stores and indexes take ordered keys faster. */
    enum Codes {
        SEQUENTIAL,
        RANDOM
    }

    /** How scans are sent. */
    enum Call {
        /** As uploads, to {@code /sync}. */
        SYNC,
        /** One by one, to {@code /verify}. */
        VERIFY
    }

    /**
     * When uploads are sent.
     *
     * @param scansPerSecond 0 for a closed loop: each device sends its next upload when the one before is decided. Otherwise an open
     *     loop: uploads are due at moments that are planned before, and their latency counts from there, so that a service that stands
     *     still cannot hide who waits
     * @param arrivals in an open loop
     */
    record Pace(int scansPerSecond, Arrivals arrivals) {

        static final Pace CLOSED = new Pace(0, Arrivals.RANDOM);

        boolean isOpen() {
            return scansPerSecond > 0;
        }
    }

    /** The moments at which uploads are due, in an open loop. */
    enum Arrivals {
        /** At the same distance. */
        EVEN,
        /** At random (exponential distances), as people come. */
        RANDOM
    }

    /** A closed loop of uploads with random codes, and no other shares than this of conflicts. */
    LoadSpec(int scans, int batch, int devices, int conflictPercent) {
        this(scans, batch, devices, new Mix(0, conflictPercent, 0), Codes.RANDOM, Pace.CLOSED, Call.SYNC);
    }

    int uploads() {
        return Math.ceilDiv(scans, batch);
    }

    LoadSpec ofScans(int some) {
        return new LoadSpec(some, batch, devices, mix, codes, pace, call);
    }
}
