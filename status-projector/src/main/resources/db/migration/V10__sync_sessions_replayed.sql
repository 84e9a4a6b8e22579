-- Scans that were sent again and had their verdict already: they were counted with it then, and are not counted with it again.
alter table sync_sessions add column scans_replayed integer not null default 0;
