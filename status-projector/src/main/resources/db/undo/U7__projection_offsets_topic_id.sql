alter table projection_offsets drop column topic_id;
delete from flyway_schema_history where version = '7';
