package io.gatesync.gateway.http;

import static java.util.Objects.requireNonNull;

import io.gatesync.access.Caller;
import io.gatesync.access.http.BodyTokens;
import io.gatesync.access.http.LoginProblem;
import io.gatesync.gateway.input.CodeRule;
import io.gatesync.gateway.input.UploadRules;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a device upload its own scans to its own event, and an organiser all; of one request. */
final class SenderRules implements UploadRules {
    private final BodyTokens tokens;
    private final Phones phones;
    private final Function<String, CodeRule> events;
    private @Nullable Caller sender;

    /** @param events how codes are read at an event; refuses one that takes nothing in */
    SenderRules(BodyTokens tokens, Phones phones, Function<String, CodeRule> events) {
        this.tokens = tokens;
        this.phones = phones;
        this.events = events;
    }

    @Override
    public void requireToken(@Nullable String sessionToken) {
        sender = tokens.require(sessionToken);
    }

    @Override
    public CodeRule require(String eventId, String deviceId) {
        Caller caller = requireNonNull(sender);
        if (!caller.maySendAs(eventId, deviceId)) {
            throw LoginProblem.notAllowed();
        }
        phones.requireHolder(caller, eventId, deviceId);
        return events.apply(eventId);
    }
}
