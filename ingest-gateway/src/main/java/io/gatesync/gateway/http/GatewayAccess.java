package io.gatesync.gateway.http;

import io.gatesync.access.http.AccessRules;
import io.gatesync.access.http.AccessRules.Requirement;
import io.gatesync.gateway.input.TextRule;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Who may call what of the gateway. The scans themselves are checked against their body: {@link SenderRules}. */
public final class GatewayAccess {
    private static final String EVENT = "/api/admin/events/{eventId}";

    private static final Requirement ORGANISER = (caller, request) -> caller.isOrganiser();
    private static final Requirement LEAD = (caller, request) -> caller.mayLead(id(request, "eventId"));
    private static final Requirement OWN_DEVICE =
            (caller, request) -> caller.mayReadDevice(id(request, "eventId"), id(request, "deviceId"));
    private static final Requirement OWN_EVENT = (caller, request) -> caller.mayReadTickets(id(request, "eventId"));
    /** The status-projector knows whose upload it is, and looks. */
    private static final Requirement ANYBODY_KNOWN = (caller, request) -> true;

    private GatewayAccess() {}

    public static AccessRules rules() {
        return new AccessRules()
                .open(HttpMethod.POST, "/api/offline/login", "/offline/login", "/api/admin/login")
                .page(ScannerAppFiles.POLICY, "/app", "/app/**")
                .page(ApiDocsController.POLICY, "/api/openapi.json", "/api/docs", "/api/docs/**")
                .tokenMayBeInBody(
                        HttpMethod.POST,
                        "/api/offline/sync",
                        "/offline/sync",
                        "/api/offline/verify",
                        "/offline/verify",
                        "/api/offline/undo",
                        "/offline/undo")
                .allow(
                        HttpMethod.GET,
                        OWN_DEVICE,
                        "/api/offline/sync/status/{eventId}/{deviceId}",
                        "/offline/sync/status/{eventId}/{deviceId}")
                .allow(
                        HttpMethod.GET,
                        ANYBODY_KNOWN,
                        "/api/offline/sync/sessions/{syncSessionId}",
                        "/offline/sync/sessions/{syncSessionId}")
                .allow(
                        HttpMethod.GET,
                        OWN_EVENT,
                        "/api/offline/events/{eventId}/tickets",
                        "/offline/events/{eventId}/tickets")
                .allow(HttpMethod.PUT, ORGANISER, EVENT)
                .allow(HttpMethod.DELETE, ORGANISER, EVENT)
                .allow(HttpMethod.PUT, LEAD, EVENT + "/tickets")
                .allow(HttpMethod.POST, LEAD, EVENT + "/tickets/try")
                .allow(HttpMethod.POST, LEAD, EVENT + "/reset-admissions")
                .allow(HttpMethod.POST, LEAD, EVENT + "/rescue")
                .allow(HttpMethod.GET, LEAD, EVENT + "/devices")
                .allow(HttpMethod.POST, LEAD, EVENT + "/devices")
                .allow(HttpMethod.DELETE, LEAD, EVENT + "/devices/{deviceId}")
                .allow(HttpMethod.POST, LEAD, EVENT + "/devices/{deviceId}/restore")
                .allow(HttpMethod.POST, LEAD, EVENT + "/devices/{deviceId}/release");
    }

    /** Cleaned, as the endpoints do. */
    private static String id(RequestAuthorizationContext request, String name) {
        return TextRule.clean(AccessRules.variable(request, name));
    }
}
