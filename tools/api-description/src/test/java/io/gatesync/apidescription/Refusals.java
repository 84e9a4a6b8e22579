package io.gatesync.apidescription;

import io.gatesync.access.http.AccessRules.TokenPlace;
import io.gatesync.gateway.http.GatewayAccess;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every operation has without saying it: who may call it, and how requests are refused that never reach it. An operation that says
 * something of the same status itself keeps that. The table in ingest-gateway/README.md has the same, in full.
 */
final class Refusals {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "application/problem+json";

    private Refusals() {}

    /** Adds them to an operation. */
    static void complete(ObjectNode operation, String method, String path) {
        TokenPlace token = GatewayAccess.rules().tokenPlace(new MockHttpServletRequest(method, path));
        ArrayNode security = operation.putArray("security");
        if (token != TokenPlace.NONE_NEEDED) {
            security.addObject().putArray(BEARER);
        }
        if (token == TokenPlace.HEADER_OR_BODY) {
            security.addObject(); // The token is in the body: OpenAPI has no word for that.
        }
        ObjectNode responses = (ObjectNode) operation.get("responses");
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (response.getKey().compareTo("400") >= 0) {
                problem(response.getKey(), (ObjectNode) response.getValue());
            }
        }
        boolean checksIds = path.contains("{eventId}") && !method.equals("GET");
        for (Common refusal : Common.values()) {
            if (refusal.concerns(token, operation.has("requestBody"), checksIds) && !responses.has(refusal.status)) {
                responses.putObject(refusal.status).put("$ref", "#/components/responses/" + refusal.key());
            }
        }
    }

    /** The common ones, by their names. */
    static ObjectNode common() {
        ObjectNode all = JSON.createObjectNode();
        for (Common refusal : Common.values()) {
            problem(refusal.status, all.putObject(refusal.key()).put("description", refusal.text));
        }
        return all;
    }

    private enum Common {
        NOT_VALID("400", "The request is not valid HTTP, or not what it says it is."),
        LOG_IN("401", "No token, or one that is not valid any more: log in, and send the same again."),
        NOT_ALLOWED("403", "The token is for another role, event or device."),
        BROKEN_OFF("408", "The body broke off, or came too slowly: send the same again."),
        TOO_LARGE("413", "The body is too large."),
        WRONG_TYPE("415", "The body is of another media type, or compressed otherwise than with gzip."),
        WRONG_FIELD("422", "A field is wrong; errors says which."),
        WRONG_ID("422", "This can be no event's or device's id."),
        TOO_MUCH("429", "Too much at a time: send the same again."),
        BUG("500", "A bug. Nothing is lost: send the same again."),
        NOT_NOW("503", "Something that is needed does not answer: send the same again.");

        final String status;
        final String text;

        Common(String status, String text) {
            this.status = status;
            this.text = text;
        }

        String key() {
            return Arrays.stream(name().split("_", -1))
                    .map(word -> StringUtils.capitalize(word.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining());
        }

        boolean concerns(TokenPlace token, boolean hasBody, boolean checksIds) {
            return switch (this) {
                case NOT_VALID, BUG, NOT_NOW -> true;
                case LOG_IN, NOT_ALLOWED -> token != TokenPlace.NONE_NEEDED;
                case BROKEN_OFF, TOO_LARGE, WRONG_TYPE, WRONG_FIELD, TOO_MUCH -> hasBody;
                case WRONG_ID -> checksIds && !hasBody;
            };
        }
    }

    private static void problem(String status, ObjectNode response) {
        // Where an operation says nothing of its refusals but when they come, springdoc takes them for what it answers
        // else.
        if (!response.path("content").has(PROBLEM)) {
            ObjectNode content = response.putObject("content").putObject(PROBLEM);
            content.putObject("schema").put("$ref", "#/components/schemas/Problem");
            content.set("example", example(status, response.get("description")));
        }
        if (status.equals("401")) {
            header(response, "WWW-Authenticate", "How to prove who asks.", "string");
        }
        if (isSendAgain(status)) {
            header(response, "Retry-After", "Seconds to wait before the same is sent again.", "integer");
        }
    }

    private static ObjectNode example(String status, JsonNode text) {
        HttpStatus known = HttpStatus.valueOf(Integer.parseInt(status));
        return JSON.createObjectNode()
                .put("title", known.getReasonPhrase())
                .put("status", known.value())
                .put("retry", isSendAgain(status))
                .set("detail", text);
    }

    private static boolean isSendAgain(String status) {
        return status.equals("408") || status.equals("429") || status.compareTo("500") >= 0;
    }

    private static void header(ObjectNode response, String name, String description, String type) {
        response.withObject("/headers")
                .putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", type);
    }
}
