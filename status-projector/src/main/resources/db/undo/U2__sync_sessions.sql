drop table sync_sessions;
delete from flyway_schema_history where version = '2';
