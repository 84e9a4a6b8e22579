/** The commands {@code up}, {@code down} and {@code reset} of {@code ./gatesync}. */
@NullMarked
package io.gatesync.localstack.cli;

import org.jspecify.annotations.NullMarked;
