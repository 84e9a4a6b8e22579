/** How every GateSync service tells a client what is wrong, and whether to send the same again or to stop. */
@NullMarked
package io.gatesync.service.problem;

import org.jspecify.annotations.NullMarked;
