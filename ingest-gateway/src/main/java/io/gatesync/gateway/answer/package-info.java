/** What the scanner app is answered, field by field as it knows it. Pure. */
package io.gatesync.gateway.answer;
