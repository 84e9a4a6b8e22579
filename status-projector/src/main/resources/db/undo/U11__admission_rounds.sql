alter table device_scan_logs
    drop column rehearsal,
    drop column admission_round;
alter table offline_tickets drop column admission_round;
drop table admission_resets;
delete from flyway_schema_history where version = '11';
