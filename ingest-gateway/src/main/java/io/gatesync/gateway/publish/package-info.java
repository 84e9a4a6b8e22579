/** Writes what was read to Kafka. Knows neither who waits for an outcome nor what anybody is answered. */
@NullMarked
package io.gatesync.gateway.publish;

import org.jspecify.annotations.NullMarked;
