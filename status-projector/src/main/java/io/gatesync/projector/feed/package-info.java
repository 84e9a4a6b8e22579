/**
 * Tickets on their way to devices, which decide with them while they have no network: a whole list, and then what changes. Kept in
 * memory for the events that devices ask about, from one look at the tables and the topics after it.
 */
@NullMarked
package io.gatesync.projector.feed;

import org.jspecify.annotations.NullMarked;
