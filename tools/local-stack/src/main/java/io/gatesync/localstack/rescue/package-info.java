/** Takes in the scans of a phone that cannot send them any more. */
@NullMarked
package io.gatesync.localstack.rescue;

import org.jspecify.annotations.NullMarked;
