package io.gatesync.projector.status;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.projector.KnownTopics;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the scanner app asks about its syncs. */
@RestController
@RequestMapping({"/api/offline/sync", "/offline/sync"})
class SyncStatusController {
    private final SyncQueries queries;
    private final int partitions;

    SyncStatusController(SyncQueries queries, KnownTopics topics) {
        this.queries = queries;
        this.partitions = topics.partitions().get(Topic.SYNC_SESSIONS);
    }

    @GetMapping("/status/{eventId}/{deviceId}")
    DeviceStatus status(@PathVariable String eventId, @PathVariable String deviceId) {
        if ((eventId + deviceId).chars().anyMatch(Character::isISOControl)) {
            throw new Problem(HttpStatus.BAD_REQUEST, "No event and no device has control characters in its id.");
        }
        return queries.status(eventId, deviceId);
    }

    @GetMapping("/sessions/{syncSessionId}")
    SyncSession session(@PathVariable String syncSessionId) {
        RecordPosition id = parse(syncSessionId);
        boolean projected = queries.isProjected(id); // First: what is projected afterwards may be missed here.
        return queries.session(id)
                .orElseThrow(() -> projected || id.partition() >= partitions
                        ? neverWas(syncSessionId)
                        : new Problem(
                                        HttpStatus.NOT_FOUND,
                                        "Sync session %s is not known yet.".formatted(syncSessionId))
                                .sendAgain());
    }

    private static RecordPosition parse(String text) {
        long value = positive(text);
        try {
            return RecordPosition.of(value);
        } catch (IllegalArgumentException e) {
            throw neverWas(text);
        }
    }

    private static long positive(String text) {
        try {
            long value = Long.parseLong(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other that is not one.
        }
        throw new Problem(HttpStatus.BAD_REQUEST, "A sync session id is a positive number.");
    }

    private static Problem neverWas(String id) {
        return new Problem(HttpStatus.NOT_FOUND, "There is no sync session %s.".formatted(id));
    }
}
