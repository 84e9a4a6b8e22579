/** The gateway's HTTP API, typed: what devices and the organiser send, and what they are answered. */
@NullMarked
package io.gatesync.client;

import org.jspecify.annotations.NullMarked;
