-- The last login of each device's phone.
create table offline_device_logins (
    event_id     varchar(255)   not null,
    device_id    varchar(255)   not null,
    name         varchar(255),
    gate         varchar(255),
    logged_in_at timestamptz(3) not null,
    constraint offline_device_logins_pkey primary key (event_id, device_id)
);
