package io.gatesync.service.events;

/** It is not known now which events there are, because Kafka or the schema registry does not answer. Try again later. */
public final class EventsUnknownException extends RuntimeException {
    EventsUnknownException(String message) {
        super(message);
    }
}
