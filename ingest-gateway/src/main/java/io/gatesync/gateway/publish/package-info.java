/** Publishes uploads, events and tickets to Kafka. Knows neither who waits for an outcome nor what a client is answered. */
@NullMarked
package io.gatesync.gateway.publish;

import org.jspecify.annotations.NullMarked;
