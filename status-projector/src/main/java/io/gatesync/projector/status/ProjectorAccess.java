package io.gatesync.projector.status;

import io.gatesync.access.http.AccessRules;
import org.springframework.http.HttpMethod;

/** Who may call what of the projector. The gateway forwards its callers' own tokens. */
public final class ProjectorAccess {
    private ProjectorAccess() {}

    public static AccessRules rules() {
        return new AccessRules()
                .allow(
                        HttpMethod.GET,
                        (caller, request) -> caller.mayReadDevice(
                                AccessRules.variable(request, "eventId"), AccessRules.variable(request, "deviceId")),
                        "/api/offline/sync/status/{eventId}/{deviceId}",
                        "/offline/sync/status/{eventId}/{deviceId}")
                .allow(
                        HttpMethod.GET,
                        (caller, request) -> caller.mayReadTickets(AccessRules.variable(request, "eventId")),
                        "/api/offline/events/{eventId}/tickets",
                        "/offline/events/{eventId}/tickets")
                .allow(
                        HttpMethod.GET,
                        (caller, request) -> caller.mayLead(AccessRules.variable(request, "eventId")),
                        "/api/admin/events/{eventId}/devices")
                // Whose upload it is, only its row tells: the endpoint looks.
                .allow(
                        HttpMethod.GET,
                        (caller, request) -> true,
                        "/api/offline/sync/sessions/{syncSessionId}",
                        "/offline/sync/sessions/{syncSessionId}")
                .allow(
                        HttpMethod.GET,
                        (caller, request) -> {
                            String[] events = request.getRequest().getParameterValues("event_id");
                            // Of several, the endpoint would see another text.
                            return caller.isOrganiser()
                                    || (events != null && events.length == 1 && caller.mayLead(events[0]));
                        },
                        "/internal/tickets",
                        "/internal/ticket");
    }
}
