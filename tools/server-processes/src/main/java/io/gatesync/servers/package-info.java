/** Kafka, PostgreSQL and the schema registry as processes of this machine, to be started, stopped and killed. */
@NullMarked
package io.gatesync.servers;

import org.jspecify.annotations.NullMarked;
