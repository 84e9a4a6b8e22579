/** The records that services could not process: listed, and put back into their topics. */
@NullMarked
package io.gatesync.localstack.deadletters;

import org.jspecify.annotations.NullMarked;
