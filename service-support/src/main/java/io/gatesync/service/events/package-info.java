/** What the services know of the events that the organisers have opened. */
@NullMarked
package io.gatesync.service.events;

import org.jspecify.annotations.NullMarked;
