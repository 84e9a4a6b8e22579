/** Guarantees about the records in Kafka, and about the tables that are made of them. */
@NullMarked
package io.gatesync.guarantees.topics;

import org.jspecify.annotations.NullMarked;
