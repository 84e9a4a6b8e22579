drop table event_login_logs;
delete from flyway_schema_history where version = '3';
