drop table projection_offsets;
delete from flyway_schema_history where version = '5';
