package io.gatesync.processor.decision;

/** What the gate says to the wish to take a scan back. All but the first change nothing. */
public enum UndoAnswer {
    /** Nobody is in on the scan any more. */
    UNDONE,
    /** It was taken back before, and the wish was sent again. */
    UNDONE_BEFORE,
    /** Nobody is known to be in on this scan of this device. */
    NOT_IN,
    /** More than {@link FirstScanWins#UNDO_WITHIN} after the scan, or before it, by the device's clock. */
    TOO_LATE,
    /** As many are in on the ticket as are remembered, or more: nobody knows who would be the next to count. */
    TOO_MANY_IN,
    /** The device was cut off before it sent the wish. */
    DEVICE_REVOKED
}
