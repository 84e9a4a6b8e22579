-- The devices that somebody has named or cut off. Others scan without a row here.
create table offline_devices (
    event_id   varchar(255)   not null,
    device_id  varchar(255)   not null,
    name       varchar(255),
    gate       varchar(255),
    state      varchar(255)   not null,
    changed_at timestamptz(3) not null,
    constraint offline_devices_pkey primary key (event_id, device_id),
    constraint offline_devices_state_check check (state in ('active', 'revoked'))
);

-- How many scans the device still held after the upload, as it said; null where it did not.
alter table sync_sessions add column pending integer;
