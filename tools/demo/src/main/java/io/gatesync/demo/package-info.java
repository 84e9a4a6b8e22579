/** {@code ./gatesync demo}: a festival played against the running stack, and its outcome checked. */
package io.gatesync.demo;
