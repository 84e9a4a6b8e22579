/** The topology as the running work of the service: how it starts and stops, what its threads survive, its memory. */
@NullMarked
package io.gatesync.processor.streams;

import org.jspecify.annotations.NullMarked;
