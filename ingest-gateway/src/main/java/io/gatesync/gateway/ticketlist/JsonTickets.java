package io.gatesync.gateway.ticketlist;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tickets as JSON objects, whose members have GateSync's own names or those that the organiser gives. */
final class JsonTickets {
    private final Map<TicketField, String> members = new EnumMap<>(TicketField.class);
    private final Set<Object> known;
    private final boolean ignoreOthers;
    private final RowReader reader;

    JsonTickets(ListOptions options, RowReader reader) {
        for (TicketField field : TicketField.values()) {
            members.put(field, options.columns().getOrDefault(field, field.key()));
        }
        this.known = new HashSet<>(members.values());
        this.ignoreOthers = options.ignoreOthers();
        this.reader = reader;
    }

    TicketRow ticket(long line, Map<?, ?> object) {
        if (!ignoreOthers && !known.containsAll(object.keySet())) {
            return new TicketRow.Refused(line, "The row has an unknown member.");
        }
        // A member that is null is there, and says that there is none.
        return reader.read(
                line,
                field -> {
                    String name = Objects.requireNonNull(members.get(field));
                    return object.containsKey(name) ? Objects.requireNonNullElse(object.get(name), "") : null;
                },
                code -> false);
    }

    Notices notices() {
        return reader.noticesAtEnd();
    }
}
