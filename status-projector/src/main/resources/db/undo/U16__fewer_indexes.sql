alter table offline_tickets set (fillfactor = 70);
drop index device_scan_logs_sync_status_index;
create index device_scan_logs_sync_status_index on device_scan_logs (sync_status);
create index device_scan_logs_event_id_device_id_index on device_scan_logs (event_id, device_id);
delete from flyway_schema_history where version = '16';
