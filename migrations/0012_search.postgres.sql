-- What of messages can be found: words and marks that the program cut, and an index that only looks them up.

create table search_entry (
  n bigint primary key,
  message_id uuid not null unique references message (id),
  channel_id uuid not null,
  seq bigint not null,
  words tsvector not null
);
create index search_entry_channel_id_n on search_entry (channel_id, n);
create index search_entry_words on search_entry using gin (words) with (fastupdate = off);
alter table search_entry alter column words set statistics 1000;
