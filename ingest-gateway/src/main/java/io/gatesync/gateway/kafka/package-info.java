/** The gateway's side of Kafka: events out, outcomes in. */
package io.gatesync.gateway.kafka;
