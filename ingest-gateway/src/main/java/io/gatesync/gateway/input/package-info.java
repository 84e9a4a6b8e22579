/** Reads what devices and organisers send, checks it, and names everything that is wrong with it. Pure. */
@NullMarked
package io.gatesync.gateway.input;

import org.jspecify.annotations.NullMarked;
