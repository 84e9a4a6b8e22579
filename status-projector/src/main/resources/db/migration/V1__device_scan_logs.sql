-- What became of each scan: one row per scan, whatever number of times a device sends it.
-- id is computed from where Kafka put the verdict, so that tables built anew come out equal.
create table device_scan_logs (
    id                bigint         not null,
    event_id          varchar(255)   not null,
    device_id         varchar(255)   not null,
    qrcode            varchar(255)   not null,
    scan_id           uuid           not null,
    scanned_at_device timestamptz(3),
    synced_at         timestamptz(3),
    sync_status       varchar(255)   not null default 'pending',
    sync_error        varchar(255),
    metadata          json,
    created_at        timestamptz(3),
    updated_at        timestamptz(3),
    constraint device_scan_logs_pkey primary key (id),
    constraint device_scan_logs_sync_status_check
        check (sync_status in ('pending', 'synced', 'failed', 'conflict', 'duplicate')),
    -- A scan_id is trusted only within its device and ticket: a device that gives two tickets the same id loses no row.
    constraint device_scan_logs_scan_unique unique (event_id, device_id, qrcode, scan_id)
);

create index device_scan_logs_event_id_device_id_index on device_scan_logs (event_id, device_id);
create index device_scan_logs_qrcode_event_id_index on device_scan_logs (qrcode, event_id);
create index device_scan_logs_sync_status_index on device_scan_logs (sync_status);
