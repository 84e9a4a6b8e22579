/**
 * Reads ticket lists as organisers have them, row by row: bytes become text, text a table, its columns fields, and a row a ticket
 * or a reason why it is none.
 */
@NullMarked
package io.gatesync.gateway.ticketlist;

import org.jspecify.annotations.NullMarked;
