/**
 * What is kept of each ticket: its state, and the verdicts that its scans were given. A scan reads and writes a bounded number
 * of bytes, however many came before it.
 */
@NullMarked
package io.gatesync.processor.store;

import org.jspecify.annotations.NullMarked;
