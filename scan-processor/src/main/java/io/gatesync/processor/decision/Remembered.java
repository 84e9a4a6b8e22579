package io.gatesync.processor.decision;

/**
 * A verdict that a scan was given before.
 *
 * @param round the round of admissions that it was given in
 */
public record Remembered(Verdict verdict, long round) {}
