package io.gatesync.projector;

import io.gatesync.projector.tables.OverdueSyncs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Marks overdue uploads as failed, again and again while the service runs. */
@Component
class SweepOverdueSyncs {
    private static final Logger LOG = LoggerFactory.getLogger(SweepOverdueSyncs.class);

    private final OverdueSyncs overdue;
    private final ProjectorProperties settings;

    SweepOverdueSyncs(OverdueSyncs overdue, ProjectorProperties settings) {
        this.overdue = overdue;
        this.settings = settings;
    }

    @Scheduled(
            initialDelayString = "${gatesync.projector.sweep-interval}",
            fixedDelayString = "${gatesync.projector.sweep-interval}")
    void sweep() {
        try {
            int failed = overdue.markFailed();
            if (failed > 0) {
                LOG.warn(
                        "{} uploads have no verdict on some of their scans {} s after their start, and are shown as failed"
                                + " until the verdicts come; check that the scan-processor is running",
                        failed,
                        settings.syncTimeout().toSeconds());
            }
        } catch (DataAccessException e) {
            LOG.debug("Overdue uploads not marked, trying again in {}", settings.sweepInterval(), e);
        }
    }
}
