/**
 * What GateSync guarantees whatever crashes, as classes that watch a run and say whether it held: in {@code topics} by what
 * lies in Kafka and the tables, in {@code devices} by what devices were told.
 */
@NullMarked
package io.gatesync.guarantees;

import org.jspecify.annotations.NullMarked;
