-- Empties the tables that are made from the topics, and the offsets up to which they were. The projectors then build them anew
-- from the beginning of the topics. One statement, so that the tables are never without their offsets, or the other way round;
-- the offsets first, so that it waits for a batch that is being written, and cannot end in a deadlock with it.
truncate projection_offsets, device_scan_logs, sync_sessions, offline_tickets, offline_events,
    admission_resets, event_login_logs, offline_devices, offline_device_logins;
