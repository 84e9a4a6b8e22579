-- Without its time, only the first of several scans with one id can stay.
delete from device_scan_logs later using device_scan_logs first
where (later.event_id, later.device_id, later.qrcode, later.scan_id)
    = (first.event_id, first.device_id, first.qrcode, first.scan_id) and later.id > first.id;

alter table device_scan_logs
    drop constraint device_scan_logs_scan_unique,
    add constraint device_scan_logs_scan_unique unique (event_id, device_id, qrcode, scan_id),
    drop column admitted,
    drop column gate,
    drop column clock_ahead_ms;
delete from flyway_schema_history where version = '9';
