/** What devices and organisers send: read from their bytes, checked, and told all that is wrong with it. Pure. */
package io.gatesync.gateway.input;
