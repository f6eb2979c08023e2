-- Channels and categories of spaces, exceptions from roles, and how far each was read.

create table channel (
  id uuid primary key,
  space_id uuid not null references space (id),
  kind text not null,
  parent_id uuid references channel (id),
  name text collate "C" not null check (length(name) between 1 and 64),
  topic text check (length(topic) <= 1024),
  position bigint not null,
  slow_mode_seconds bigint not null check (slow_mode_seconds between 0 and 21600),
  encryption text not null,
  last_seq bigint not null,
  last_message_ms bigint,
  user_limit bigint not null check (user_limit between 0 and 99),
  nsfw boolean not null,
  deleted_ms bigint,
  created_ms bigint not null
);
create index channel_space_id on channel (space_id, position);

create table channel_override (
  channel_id uuid not null references channel (id) on delete cascade,
  target_kind text not null,
  target_id uuid not null,
  allow bigint not null,
  deny bigint not null,
  primary key (channel_id, target_kind, target_id)
);
create index channel_override_target_id on channel_override (target_id);

create table read_state (
  account_id uuid not null references account (id),
  channel_id uuid not null references channel (id) on delete cascade,
  last_read_seq bigint not null,
  primary key (account_id, channel_id)
);
create index read_state_channel_id on read_state (channel_id);

create table slow_stamp (
  account_id uuid not null references account (id),
  channel_id uuid not null references channel (id) on delete cascade,
  at_ms bigint not null,
  primary key (account_id, channel_id)
);
