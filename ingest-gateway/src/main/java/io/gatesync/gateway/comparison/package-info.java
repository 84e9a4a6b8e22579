/**
 * Compares a ticket list with the tickets that an event has, in constant memory: both are written into buckets by code, and joined
 * bucket by bucket.
 */
@NullMarked
package io.gatesync.gateway.comparison;

import org.jspecify.annotations.NullMarked;
