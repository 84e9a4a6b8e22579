/** How passcodes are checked without helping whoever guesses them, and without keeping scans waiting. */
@NullMarked
package io.gatesync.gateway.login;

import org.jspecify.annotations.NullMarked;
