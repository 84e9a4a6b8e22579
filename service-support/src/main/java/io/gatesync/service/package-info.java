/**
 * What every GateSync service shares: how it starts, the work that must live as long as the service, how it ends, and its
 * defaults. Applied to a service by auto-configuration, so that having this module on the class path is enough.
 */
@NullMarked
package io.gatesync.service;

import org.jspecify.annotations.NullMarked;
