/**
 * What records change in the tables, worked out without Kafka, Spring or SQL: {@link io.gatesync.projector.changes.BatchFold}
 * takes records in, and gives each row that they change once.
 */
@NullMarked
package io.gatesync.projector.changes;

import org.jspecify.annotations.NullMarked;
