package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import io.gatesync.schemas.DeviceChanged;
import io.gatesync.schemas.DeviceLoggedIn;
import io.gatesync.schemas.EventAccess;
import io.gatesync.schemas.LoginAttempted;
import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import io.gatesync.schemas.SyncStarted;
import io.gatesync.schemas.TicketChanged;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Several guarantees, which watch the topics together. */
public final class TopicGuarantees implements TopicObserver {
    private final List<? extends Guarantee> guarantees;
    private final List<? extends TopicObserver> observers;

    private <G extends Guarantee & TopicObserver> TopicGuarantees(List<G> all) {
        this.guarantees = all;
        this.observers = all;
    }

    /** What must hold of verdicts at any moment, also while scans still wait for theirs. */
    public static TopicGuarantees ofVerdictsSoFar() {
        return new TopicGuarantees(List.of(
                new OneAdmissionPerTicket(),
                new FirstWhoCameInIsRemembered(),
                new OnlyOwnEntriesAreTakenBack(),
                new ResendChangesNothing()));
    }

    /** What must hold of scans and verdicts alone, with or without a cluster. */
    public static TopicGuarantees ofDecisions() {
        return ofDecisions(0);
    }

    /**
     * What must hold of scans and verdicts alone.
     *
     * @param undecodable how many records cannot be decoded, because the test has written them so
     */
    public static TopicGuarantees ofDecisions(int undecodable) {
        return new TopicGuarantees(List.of(
                new OneAdmissionPerTicket(),
                new FirstWhoCameInIsRemembered(),
                new OnlyOwnEntriesAreTakenBack(),
                new EveryScanGetsAVerdict(),
                new ResendChangesNothing(),
                new EveryRecordIsReadable(undecodable)));
    }

    /**
     * What must hold of the tables alone.
     *
     * @param database that the projector writes
     */
    public static TopicGuarantees ofTables(DataSource database) {
        return ofTables(() -> TableRows.read(database));
    }

    /**
     * What must hold of the tables alone, wherever they are.
     *
     * @param tables reads their rows, each time anew
     */
    public static TopicGuarantees ofTables(Supplier<TableRows> tables) {
        return new TopicGuarantees(List.of(new ProjectionMatchesLog(tables)));
    }

    /**
     * What must hold of uploads, scans, verdicts and tables.
     *
     * @param database that the projector writes
     */
    public static TopicGuarantees ofTheWholeSystem(DataSource database) {
        return new TopicGuarantees(List.of(
                new OneAdmissionPerTicket(),
                new FirstWhoCameInIsRemembered(),
                new OnlyOwnEntriesAreTakenBack(),
                new EveryScanGetsAVerdict(),
                new ResendChangesNothing(),
                new AcknowledgedIsDurable(),
                new ToldIsLogged(),
                new EveryRecordIsReadable(0),
                new ProjectionMatchesLog(() -> TableRows.read(database))));
    }

    @Override
    public void onEventChanged(EventAccess event) {
        observers.forEach(observer -> observer.onEventChanged(event));
    }

    @Override
    public void onTicketChanged(TicketChanged change) {
        observers.forEach(observer -> observer.onTicketChanged(change));
    }

    @Override
    public void onSyncStarted(RecordPosition position, SyncStarted sync) {
        observers.forEach(observer -> observer.onSyncStarted(position, sync));
    }

    @Override
    public void onUploaded(ScanUploaded scan) {
        observers.forEach(observer -> observer.onUploaded(scan));
    }

    @Override
    public void onDecided(ScanDecided outcome) {
        observers.forEach(observer -> observer.onDecided(outcome));
    }

    @Override
    public void onUndecodable(Topic topic, RecordPosition position, String reason) {
        observers.forEach(observer -> observer.onUndecodable(topic, position, reason));
    }

    @Override
    public void onDeviceChanged(DeviceChanged device) {
        observers.forEach(observer -> observer.onDeviceChanged(device));
    }

    @Override
    public void onDeviceLoggedIn(DeviceLoggedIn login) {
        observers.forEach(observer -> observer.onDeviceLoggedIn(login));
    }

    @Override
    public void onLoginAttempted(RecordPosition position, LoginAttempted attempt) {
        observers.forEach(observer -> observer.onLoginAttempted(position, attempt));
    }

    @Override
    public void onTold(Told told) {
        observers.forEach(observer -> observer.onTold(told));
    }

    @Override
    public void onAcknowledged(long syncSessionId, int scans) {
        observers.forEach(observer -> observer.onAcknowledged(syncSessionId, scans));
    }

    @Override
    public void onScanAcknowledged(String eventId, UUID scanId) {
        observers.forEach(observer -> observer.onScanAcknowledged(eventId, scanId));
    }

    @Override
    public void onTicketAcknowledged(String eventId, String qrcode) {
        observers.forEach(observer -> observer.onTicketAcknowledged(eventId, qrcode));
    }

    /** Whether each of them holds of everything that was shown so far. */
    public List<Finding> findings() {
        return guarantees.stream().map(Guarantee::finding).toList();
    }

    /**
     * Requires that all of them hold. Can be called again after more was shown.
     *
     * @throws AssertionError naming what broke which of them
     */
    public void verify() {
        Finding.verify(findings());
    }
}
