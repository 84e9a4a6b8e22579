/** {@code ./gatesync bench}: how fast the running stack takes scans, from HTTP to the tables. */
@NullMarked
package io.gatesync.bench;

import org.jspecify.annotations.NullMarked;
