-- A channel stands in a space and has a name, or it is a conversation.

create table channel_new (
  id uuid primary key,
  space_id uuid references space (id),
  kind text not null,
  parent_id uuid references channel (id),
  name text collate "C" check (length(name) between 1 and 64),
  topic text check (length(topic) <= 1024),
  position bigint not null,
  slow_mode_seconds bigint not null check (slow_mode_seconds between 0 and 21600),
  encryption text not null,
  last_seq bigint not null,
  last_message_ms bigint,
  user_limit bigint not null check (user_limit between 0 and 99),
  nsfw boolean not null,
  deleted_ms bigint,
  created_ms bigint not null,
  access_version bigint not null default 0,
  event_seq bigint not null default 0,
  pair_key text collate "C",
  creator_id uuid references account (id),
  icon_id uuid,
  check ((space_id is null) = (kind in ('direct', 'group'))),
  check ((pair_key is not null) = (kind = 'direct')),
  check (space_id is null or name is not null)
);
insert into channel_new (
  id, space_id, kind, parent_id, name, topic, position, slow_mode_seconds, encryption, last_seq, last_message_ms,
  user_limit, nsfw, deleted_ms, created_ms)
select
  id, space_id, kind, parent_id, name, topic, position, slow_mode_seconds, encryption, last_seq, last_message_ms,
  user_limit, nsfw, deleted_ms, created_ms
from channel;
drop table channel;
alter table channel_new rename to channel;
create index channel_space_id on channel (space_id, position);
create unique index channel_pair_key on channel (pair_key);
