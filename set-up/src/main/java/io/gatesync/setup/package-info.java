/** The set-up step: what a deployment runs before any service starts. Only it creates and configures topics. */
@NullMarked
package io.gatesync.setup;

import org.jspecify.annotations.NullMarked;
