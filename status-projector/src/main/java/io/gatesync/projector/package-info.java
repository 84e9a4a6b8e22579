/**
 * The status-projector service: its start, its settings, and how its parts are put together. The parts know nothing of this
 * package.
 */
@NullMarked
package io.gatesync.projector;

import org.jspecify.annotations.NullMarked;
