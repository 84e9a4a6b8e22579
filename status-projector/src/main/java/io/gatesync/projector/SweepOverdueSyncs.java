package io.gatesync.projector;

import io.gatesync.messaging.Topic;
import io.gatesync.projector.projection.TopicEnds;
import io.gatesync.projector.projection.TopicsInKafka;
import io.gatesync.projector.tables.OverdueSyncs;
import io.gatesync.projector.tables.Tables;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Marks overdue uploads as failed, again and again while the service runs. Overdue is not what only the tables lack: it looks
 * where the topics end, and marks what is overdue by then once the tables have passed these ends.
 */
@Component
class SweepOverdueSyncs {
    private static final Logger LOG = LoggerFactory.getLogger(SweepOverdueSyncs.class);
    private static final Topic[] TELL_WHETHER_COMPLETE = {Topic.SYNC_SESSIONS, Topic.SCAN_OUTCOMES};

    private final TopicsInKafka topics;
    private final Tables tables;
    private final OverdueSyncs overdue;
    private final ProjectorProperties settings;
    /** What the tables have yet to pass; null if nothing. */
    private @Nullable TopicEnds awaited;

    SweepOverdueSyncs(TopicsInKafka topics, Tables tables, OverdueSyncs overdue, ProjectorProperties settings) {
        this.topics = topics;
        this.tables = tables;
        this.overdue = overdue;
        this.settings = settings;
    }

    @Scheduled(
            initialDelayString = "${gatesync.projector.sweep-interval}",
            fixedDelayString = "${gatesync.projector.sweep-interval}")
    void sweep() {
        try {
            TopicEnds now = topics.ends(TELL_WHETHER_COMPLETE);
            TopicEnds passed = awaited == null || now.isBehind(awaited) ? now : awaited;
            if (tables.havePassed(passed.offsets())) {
                awaited = null;
                mark(passed);
            } else {
                awaited = passed;
            }
        } catch (DataAccessException | KafkaException e) {
            LOG.debug("Overdue uploads not marked, trying again in {}", settings.sweepInterval(), e);
        }
    }

    private void mark(TopicEnds passed) {
        int failed = overdue.markFailed(passed.time());
        if (failed > 0) {
            LOG.warn(
                    "{} uploads have no verdict on some of their scans {} s after their start, and are shown as failed"
                            + " until the verdicts come; check that the scan-processor is running",
                    failed,
                    settings.syncTimeout().toSeconds());
        }
    }
}
