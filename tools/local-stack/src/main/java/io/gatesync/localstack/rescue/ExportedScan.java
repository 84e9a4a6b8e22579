package io.gatesync.localstack.rescue;

import java.time.Instant;
import java.util.Optional;

/**
 * A scan in the file of a phone.
 *
 * @param line its number in the file, from 1
 * @param json the line itself
 * @param qrcode as it was scanned
 * @param at by the phone's clock
 * @param letIn what the phone has shown; empty: its app was ended before it showed anything
 */
public record ExportedScan(int line, String json, String eventId, String qrcode, Instant at, Optional<Boolean> letIn) {}
