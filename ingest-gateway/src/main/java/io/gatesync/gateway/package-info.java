/**
 * The ingest gateway: HTTP in, records out, verdicts back.
 *
 * <p>A request goes one way: {@code http} receives it, {@code input} reads and checks it, {@code publish} writes it to Kafka,
 * {@code outcomes} waits for the outcomes of its scans, {@code answer} says them in the app's terms, and {@code http} sends
 * that. This package builds the parts from the settings.
 */
@NullMarked
package io.gatesync.gateway;

import org.jspecify.annotations.NullMarked;
