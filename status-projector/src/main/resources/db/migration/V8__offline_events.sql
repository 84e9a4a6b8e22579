-- The events that organisers have opened, as they stand. Of one that has ended, only this row stays.
create table offline_events (
    event_id   varchar(255)   not null,
    name       text           not null,
    state      varchar(255)   not null,
    changed_at timestamptz(3) not null,
    constraint offline_events_pkey primary key (event_id),
    constraint offline_events_state_check check (state in ('open', 'closed', 'ended'))
);
