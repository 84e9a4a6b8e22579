package io.gatesync.bench;

/**
 * What is asked of the stack.
 *
 * @param scans how many are uploaded
 * @param batch how many in one upload
 * @param devices how many upload at the same time, each one upload after the other
 * @param conflictPercent of so many scans in a hundred the ticket is also scanned by another device
 */
record Load(int scans, int batch, int devices, int conflictPercent) {

    int uploads() {
        return Math.ceilDiv(scans, batch);
    }
}
