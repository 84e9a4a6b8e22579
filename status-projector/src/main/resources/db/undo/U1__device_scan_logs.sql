drop table device_scan_logs;
delete from flyway_schema_history where version = '1';
