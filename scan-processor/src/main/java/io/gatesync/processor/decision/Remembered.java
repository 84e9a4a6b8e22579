package io.gatesync.processor.decision;

/**
 * A verdict that a scan was given before.
 *
 * @param round the round of admissions that it was given in
 * @param undone whether the scan was taken back: then it lets nobody in any more, however often it is sent again
 */
public record Remembered(Verdict verdict, long round, boolean undone) {
    /** Of a scan that was not taken back. */
    public Remembered(Verdict verdict, long round) {
        this(verdict, round, false);
    }

    /** The same after the scan was taken back. */
    public Remembered takenBack() {
        return new Remembered(verdict, round, true);
    }
}
