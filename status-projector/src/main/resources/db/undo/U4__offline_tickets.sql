drop table offline_tickets;
delete from flyway_schema_history where version = '4';
