/** Kafka, PostgreSQL, the schema registry and GateSync's services as plain processes of this machine, without Docker. */
package io.gatesync.localstack;
