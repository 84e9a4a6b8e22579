package io.gatesync.projector.status;

import io.gatesync.service.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the entrance lead asks about the devices of an event. */
@RestController
class DeviceListController {
    private final DeviceQueries queries;

    DeviceListController(DeviceQueries queries) {
        this.queries = queries;
    }

    /** None of an event that the tables do not know, or that has ended. */
    @GetMapping("/api/admin/events/{eventId}/devices")
    DeviceList devices(@PathVariable String eventId) {
        if (eventId.chars().anyMatch(Character::isISOControl)) {
            throw Problem.stop(HttpStatus.BAD_REQUEST, "Ids of events have no control characters.");
        }
        return queries.of(eventId);
    }
}
