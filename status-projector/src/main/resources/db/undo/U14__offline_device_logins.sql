drop table offline_device_logins;
delete from flyway_schema_history where version = '14';
