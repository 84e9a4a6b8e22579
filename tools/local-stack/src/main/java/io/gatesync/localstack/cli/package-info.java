/** The command {@code ./gatesync}. */
package io.gatesync.localstack.cli;
