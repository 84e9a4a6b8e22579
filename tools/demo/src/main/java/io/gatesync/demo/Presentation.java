package io.gatesync.demo;

import java.time.Duration;

/**
 * Somebody shows a code to a device.
 *
 * @param at since the entrances opened
 * @param qrcode what the device reads
 * @param answerLost whether the first answer to this scan is lost on its way to the device
 */
record Presentation(Duration at, String qrcode, boolean answerLost) {}
