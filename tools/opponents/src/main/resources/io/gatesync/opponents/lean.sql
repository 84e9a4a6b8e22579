-- GateSync's tables with the fewest indexes that the guide's queries need:
--   a ticket, and its scans           the two keys that begin with the event and the code; a resend is known by the log's, too
--   a device's failed scans           a partial index, which a scan that did not fail never touches
--   a device's uploads                (event_id, device_id) of sync_sessions, one row per upload
-- A ticket's row is written once more in its life. With room for that in its page no index is touched, also when all tickets
-- of a page are admitted at once: hence 45.
alter table offline_tickets
    drop constraint if exists offline_tickets_pkey,
    drop constraint if exists offline_tickets_event_id_qrcode_unique,
    add constraint offline_tickets_lean_pkey primary key (event_id, qrcode);
alter table offline_tickets set (fillfactor = 45);

alter table device_scan_logs
    drop constraint if exists device_scan_logs_pkey,
    drop constraint if exists device_scan_logs_scan_unique,
    add constraint device_scan_logs_lean_pkey primary key (event_id, qrcode, device_id, scan_id, scanned_at_device);
drop index if exists device_scan_logs_event_id_device_id_index;
drop index if exists device_scan_logs_qrcode_event_id_index;
drop index if exists device_scan_logs_sync_status_index;
create index device_scan_logs_lean_failed_index on device_scan_logs (event_id, device_id) where sync_status = 'failed';

drop index if exists sync_sessions_session_token_index;
drop index if exists sync_sessions_in_progress_index;
