-- Each scan pays for each index. (event_id, device_id) is what the unique index begins with. By status, people look for scans that did not
-- admit: those that did, nearly all, need no entry.
drop index device_scan_logs_event_id_device_id_index;
drop index device_scan_logs_sync_status_index;
create index device_scan_logs_sync_status_index on device_scan_logs (sync_status) where sync_status <> 'synced';

-- All the tickets of a page may be admitted in one batch: each finds room for its changed row in the page. For pages written from now on.
alter table offline_tickets set (fillfactor = 45);
