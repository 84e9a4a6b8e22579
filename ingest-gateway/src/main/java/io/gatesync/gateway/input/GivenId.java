package io.gatesync.gateway.input;

import java.util.UUID;

/**
 * An id that a device gave.
 *
 * @param written exactly as the device wrote it
 */
record GivenId(String written, UUID id) {}
