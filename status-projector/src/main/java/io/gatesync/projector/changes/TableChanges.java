package io.gatesync.projector.changes;

import java.util.List;

/**
 * What a batch of records changes in the tables: each row at most once. All but the logs are sorted, so that
 * all writers lock rows in the same order.
 */
public record TableChanges(
        List<OfflineEvent> events,
        List<AdmissionReset> resets,
        List<PrintedTicket> tickets,
        List<Admission> admissions,
        List<ScanLog> scanLogs,
        List<SyncProgress> syncs,
        List<LoginLog> loginLogs,
        List<OfflineDevice> devices,
        List<DeviceLogin> deviceLogins) {}
