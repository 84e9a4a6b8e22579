-- The id that Kafka gave the topic when it was made. A topic that was made anew has another one, whatever its length: offsets in
-- it say nothing about the records that the tables show. Null until a projector of this version has seen the partition.
alter table projection_offsets add column topic_id uuid;
