-- One row per upload. id is the sync_session_id that the gateway answered, so it is never generated here. A login
-- session makes many uploads, so session_token is not unique. Until the upload's announcement has come, which may be
-- after its first verdicts, scans_uploaded is 0.
create table sync_sessions (
    id               bigint         not null,
    event_id         varchar(255)   not null,
    device_id        varchar(255)   not null,
    session_token    varchar(255)   not null,
    scans_uploaded   integer        not null default 0,
    scans_successful integer        not null default 0,
    scans_failed     integer        not null default 0,
    scans_duplicate  integer        not null default 0,
    scans_conflict   integer        not null default 0,
    started_at       timestamptz(3) not null,
    completed_at     timestamptz(3),
    status           varchar(255)   not null default 'in_progress',
    error_message    text,
    created_at       timestamptz(3),
    updated_at       timestamptz(3),
    constraint sync_sessions_pkey primary key (id),
    constraint sync_sessions_status_check check (status in ('in_progress', 'completed', 'failed'))
);

create index sync_sessions_event_id_device_id_index on sync_sessions (event_id, device_id);
create index sync_sessions_session_token_index on sync_sessions (session_token);
-- Finds the syncs that are overdue without reading all that ever were.
create index sync_sessions_in_progress_index on sync_sessions (started_at) where status = 'in_progress';
