/** The real decision and the real fold, run step by step over a Kafka and tables in memory. */
package io.gatesync.simulation;
