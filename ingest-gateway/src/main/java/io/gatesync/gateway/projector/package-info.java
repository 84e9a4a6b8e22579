/** Asks the status-projector what the tables show of an event's tickets. */
@NullMarked
package io.gatesync.gateway.projector;

import org.jspecify.annotations.NullMarked;
