package io.gatesync.demo;

import java.time.Duration;

/**
 * Someone holds a code before a device.
 *
 * @param at since the entrances opened
 * @param qrcode what the device reads
 * @param answerLost the first answer that tells of this scan never reaches the device
 */
record Presentation(Duration at, String qrcode, boolean answerLost) {}
