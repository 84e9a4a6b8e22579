alter table device_scan_logs
    drop column undo_reason,
    drop column undone_at;
delete from flyway_schema_history where version = '15';
