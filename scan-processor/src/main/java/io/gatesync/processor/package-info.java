/** The scan-processor service: its settings, and the Spring beans that put its parts together. */
@NullMarked
package io.gatesync.processor;

import org.jspecify.annotations.NullMarked;
