/** What a scanner device and the organiser say to the gateway over HTTP, and what it answers. */
package io.gatesync.client;
