package io.gatesync.projector.changes;

import java.util.List;

/**
 * What a batch of records changes in the tables: each row at most once, tickets and syncs in the order in which every
 * writer locks them.
 */
public record TableChanges(
        List<PrintedTicket> tickets, List<Admission> admissions, List<ScanLog> scanLogs, List<SyncProgress> syncs) {}
