package io.gatesync.projector;

import io.gatesync.projector.tables.EndedEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes the rows of events that have ended, again and again while the service runs: a verdict may come in after the end, and
 * tables that are built anew hold the rows again.
 */
@Component
class SweepEndedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(SweepEndedEvents.class);

    private final EndedEvents ended;

    SweepEndedEvents(EndedEvents ended) {
        this.ended = ended;
    }

    @Scheduled(
            initialDelayString = "${gatesync.projector.sweep-interval}",
            fixedDelayString = "${gatesync.projector.sweep-interval}")
    void sweep() {
        try {
            for (String event : ended.ids()) {
                long rows = ended.deleteRows(event);
                if (rows > 0) {
                    LOG.info("The event {} has ended: {} rows are deleted", event, rows);
                }
            }
        } catch (DataAccessException e) {
            LOG.debug("Rows of ended events not deleted, trying again", e);
        }
    }
}
