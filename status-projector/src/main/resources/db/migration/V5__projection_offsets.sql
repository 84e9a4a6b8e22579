-- How far each partition has been projected into the tables: written in the same transaction as the rows.
create table projection_offsets (
    topic       varchar(255) not null,
    partition   integer      not null,
    next_offset bigint       not null,
    constraint projection_offsets_pkey primary key (topic, partition)
);
