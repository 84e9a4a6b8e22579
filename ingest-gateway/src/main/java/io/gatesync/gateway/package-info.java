/**
 * The ingest gateway: HTTP in, events out, verdicts back.
 *
 * <p>{@code input} reads and checks what is sent, {@code answer} is what is answered, both without Kafka and Spring;
 * {@code kafka} publishes and waits; {@code http} is the endpoints and the one place of all errors.
 */
package io.gatesync.gateway;
