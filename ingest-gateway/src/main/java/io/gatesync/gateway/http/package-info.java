/** The endpoints, and the one place that every error answer comes from. */
package io.gatesync.gateway.http;
