/** Services that answer scans as GateSync does and have PostgreSQL alone, to measure GateSync against. */
@NullMarked
package io.gatesync.opponents;

import org.jspecify.annotations.NullMarked;
