-- When the staff took a scan back, by the device's clock, and why, in their words. Both null where they did not.
alter table device_scan_logs
    add column undone_at   timestamptz(3),
    add column undo_reason varchar(255);
