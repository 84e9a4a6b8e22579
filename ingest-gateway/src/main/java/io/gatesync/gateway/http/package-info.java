/** The endpoints: each reads a request, publishes it, waits for the outcomes and answers. */
@NullMarked
package io.gatesync.gateway.http;

import org.jspecify.annotations.NullMarked;
