alter table sync_sessions drop column scans_replayed;
delete from flyway_schema_history where version = '10';
