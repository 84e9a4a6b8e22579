/** Who may do what: roles, signed tokens, passcodes. Knows neither HTTP nor Kafka. */
@NullMarked
package io.gatesync.access;

import org.jspecify.annotations.NullMarked;
