/** Reading and writing records while the schema registry may be away: what needs the registry waits until it answers. */
@NullMarked
package io.gatesync.processor.registry;

import org.jspecify.annotations.NullMarked;
