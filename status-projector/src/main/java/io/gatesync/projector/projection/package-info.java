/**
 * The loop that projects records into the tables: polls Kafka, decodes, writes a batch in one transaction, sets aside what
 * cannot be shown, and pauses while something is away.
 */
@NullMarked
package io.gatesync.projector.projection;

import org.jspecify.annotations.NullMarked;
