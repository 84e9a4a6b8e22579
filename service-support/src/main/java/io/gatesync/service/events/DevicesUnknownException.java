package io.gatesync.service.events;

/** It is not known now which devices are cut off, because Kafka or the schema registry does not answer. Try again later. */
public final class DevicesUnknownException extends RuntimeException {
    DevicesUnknownException(String message) {
        super(message);
    }
}
