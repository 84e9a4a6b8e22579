/**
 * Writes table changes into PostgreSQL: the rows of a batch and the offsets that it reaches, in one transaction. Each
 * statement takes all rows of a batch at once, as arrays.
 */
@NullMarked
package io.gatesync.projector.tables;

import org.jspecify.annotations.NullMarked;
