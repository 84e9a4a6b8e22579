/** Real Kafka, PostgreSQL and schema registry for tests. */
package io.gatesync.testing;
