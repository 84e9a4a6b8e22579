alter table offline_tickets reset (fillfactor);
create index offline_tickets_event_id_device_id_index on offline_tickets (event_id, device_id);
delete from flyway_schema_history where version = '6';
