/** The reads that the scanner app makes over HTTP, answered from the tables. */
@NullMarked
package io.gatesync.projector.status;

import org.jspecify.annotations.NullMarked;
