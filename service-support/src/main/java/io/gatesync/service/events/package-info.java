/** What the services know of the events that the organisers have opened, and of their devices. */
@NullMarked
package io.gatesync.service.events;

import org.jspecify.annotations.NullMarked;
