package io.gatesync.guarantees;

import io.gatesync.messaging.RecordPosition;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Several guarantees, watched as one. */
public final class Guarantees implements Guarantee {
    private final List<Guarantee> all;

    private Guarantees(List<Guarantee> all) {
        this.all = all;
    }

    /** What must hold of scans and verdicts alone, with or without a cluster. */
    public static Guarantees ofDecisions() {
        return new Guarantees(
                List.of(new OneAdmissionPerTicket(), new EveryScanGetsAVerdict(), new ResendChangesNothing()));
    }

    /** All five of the design. */
    public static Guarantees ofTheWholeSystem(DataSource database) {
        List<Guarantee> all = new ArrayList<>(ofDecisions().all);
        all.add(new AcknowledgedIsDurable());
        all.add(new ProjectionMatchesLog(database));
        return new Guarantees(all);
    }

    @Override
    public void onTicketChanged(TicketChanged change) {
        all.forEach(guarantee -> guarantee.onTicketChanged(change));
    }

    @Override
    public void onSyncStarted(RecordPosition id, SyncStarted sync) {
        all.forEach(guarantee -> guarantee.onSyncStarted(id, sync));
    }

    @Override
    public void onUploaded(ScanUploaded scan) {
        all.forEach(guarantee -> guarantee.onUploaded(scan));
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        all.forEach(guarantee -> guarantee.onDecided(outcome));
    }

    @Override
    public void onAcknowledged(long syncSessionId, int scans) {
        all.forEach(guarantee -> guarantee.onAcknowledged(syncSessionId, scans));
    }

    @Override
    public void verify() {
        all.forEach(Guarantee::verify);
    }
}
