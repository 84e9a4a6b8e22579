/**
 * The rule at the gate, pure: from the state of a ticket and a scan to the verdict and the ticket's next state. Knows neither
 * Kafka, Spring nor Avro.
 */
@NullMarked
package io.gatesync.processor.decision;

import org.jspecify.annotations.NullMarked;
