drop table offline_events;
delete from flyway_schema_history where version = '8';
