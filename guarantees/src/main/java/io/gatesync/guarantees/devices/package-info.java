/** Guarantees about what devices are told, as anybody can see who sends scans to the gateway. Knows no Kafka. */
@NullMarked
package io.gatesync.guarantees.devices;

import org.jspecify.annotations.NullMarked;
