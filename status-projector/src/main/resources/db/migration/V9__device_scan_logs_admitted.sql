-- Who came in, whatever the verdict: what the headcount counts. gate is where the device was, and clock_ahead_ms how far its clock
-- was ahead of the gateway's, in milliseconds; both null where it did not say.
alter table device_scan_logs
    add column admitted       boolean not null default false,
    add column gate           varchar(255),
    add column clock_ahead_ms bigint;

update device_scan_logs set admitted = true where sync_status = 'synced';

-- A device that uses an id again has made another scan if the time is another one. Two scans of one id without a time are one.
alter table device_scan_logs
    drop constraint device_scan_logs_scan_unique,
    add constraint device_scan_logs_scan_unique
        unique nulls not distinct (event_id, device_id, qrcode, scan_id, scanned_at_device);
