package io.gatesync.bench;

/**
 * The load to put on the stack.
 *
 * @param scans how many are uploaded
 * @param batch how many of them in one upload
 * @param devices how many devices upload at the same time; each sends one upload after the other
 * @param conflictPercent percentage of scans whose ticket a second device scans as well
 */
record LoadSpec(int scans, int batch, int devices, int conflictPercent) {

    int uploads() {
        return Math.ceilDiv(scans, batch);
    }
}
