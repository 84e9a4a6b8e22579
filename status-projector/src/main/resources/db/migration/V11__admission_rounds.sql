-- After a rehearsal everybody is out again: a new round of admissions begins. A later round has a higher number;
-- 0 is the round before the first reset.
create table admission_resets (
    event_id        varchar(255)   not null,
    admission_round bigint         not null,
    reset_at        timestamptz(3) not null,
    constraint admission_resets_pkey primary key (event_id)
);

-- The round that the ticket's admission is of, so that a late verdict of a rehearsal admits nobody.
alter table offline_tickets add column admission_round bigint not null default 0;

-- Verdicts of earlier rounds stay, and are marked.
alter table device_scan_logs
    add column admission_round bigint  not null default 0,
    add column rehearsal       boolean not null default false;
