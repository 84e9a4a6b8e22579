/**
 * Shapes that no other class has: bodies that are read by hand, lines of the status-projector that are passed on, and problems. They are
 * there for the description of the API only (docs/openapi.json), and tests hold them against what is really read and answered.
 */
@NullMarked
package io.gatesync.gateway.described;

import org.jspecify.annotations.NullMarked;
