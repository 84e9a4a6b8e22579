/**
 * How a service asks over HTTP who calls, and refuses who may not. Applied by auto-configuration; a service says in its {@link
 * io.gatesync.access.http.AccessRules} who may call what, and whatever it does not say is refused.
 */
@NullMarked
package io.gatesync.access.http;

import org.jspecify.annotations.NullMarked;
