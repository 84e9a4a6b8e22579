alter table sync_sessions drop column pending;
drop table offline_devices;
delete from flyway_schema_history where version = '13';
