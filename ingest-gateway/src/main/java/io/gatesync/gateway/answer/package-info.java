/** What the scanner app and the organiser are answered, field by field as they know it. Pure. */
@NullMarked
package io.gatesync.gateway.answer;

import org.jspecify.annotations.NullMarked;
