/** {@code ./gatesync bench}: how fast the running stack takes scans in, from HTTP to the tables. */
package io.gatesync.bench;
