/** Brings the outcomes of scans back from Kafka to the uploads that wait for them. */
@NullMarked
package io.gatesync.gateway.outcomes;

import org.jspecify.annotations.NullMarked;
