/** What single steps cost, by JMH. */
@NullMarked
package io.gatesync.microbenchmarks;

import org.jspecify.annotations.NullMarked;
