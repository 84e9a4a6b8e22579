-- An admission changes a ticket's row and none of its indexes, and finds room for the changed row in the same page: then
-- PostgreSQL touches no index for it (a heap-only tuple). What a device admitted is counted in device_scan_logs.
drop index offline_tickets_event_id_device_id_index;
alter table offline_tickets set (fillfactor = 70);
