/** Real Kafka, PostgreSQL and schema registry for tests. */
@NullMarked
package io.gatesync.testing;

import org.jspecify.annotations.NullMarked;
