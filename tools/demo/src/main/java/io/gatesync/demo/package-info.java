/** {@code ./gatesync demo}: a festival simulated on the running stack, and its verdicts checked. */
@NullMarked
package io.gatesync.demo;

import org.jspecify.annotations.NullMarked;
