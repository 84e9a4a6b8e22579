/**
 * What every program that writes or reads GateSync's records must agree on: the topics, the wire format, the headers and
 * the schema registry. Knows Kafka's clients, and no Spring.
 */
@NullMarked
package io.gatesync.messaging;

import org.jspecify.annotations.NullMarked;
