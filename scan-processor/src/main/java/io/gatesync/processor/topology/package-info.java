/** The Kafka Streams topology: decodes tickets and scans, asks the decision, keeps the ticket store, writes the outcomes. */
@NullMarked
package io.gatesync.processor.topology;

import org.jspecify.annotations.NullMarked;
