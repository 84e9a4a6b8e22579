package io.gatesync.projector;

import io.gatesync.projector.tables.OverdueSyncs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class SweepOverdueSyncs {
    private static final Logger LOG = LoggerFactory.getLogger(SweepOverdueSyncs.class);

    private final OverdueSyncs overdue;

    SweepOverdueSyncs(OverdueSyncs overdue) {
        this.overdue = overdue;
    }

    @Scheduled(
            initialDelayString = "${gatesync.projector.sweep-interval}",
            fixedDelayString = "${gatesync.projector.sweep-interval}")
    void sweep() {
        try {
            int failed = overdue.markFailed();
            if (failed > 0) {
                LOG.warn("syncs whose verdicts did not all come in time: {}", failed);
            }
        } catch (DataAccessException e) {
            LOG.debug("looks for overdue syncs another time; readiness tells what is away", e);
        }
    }
}
