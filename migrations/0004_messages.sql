-- What is said, and the files it carries.

create table message (
  id uuid primary key,
  channel_id uuid not null references channel (id),
  seq bigint not null,
  kind text not null,
  author_id uuid references account (id),
  content text check (length(content) <= 4000),
  reply_to_id uuid references message (id),
  mention_everyone boolean not null,
  mention_channels text,
  system text,
  nonce text collate "C" check (length(nonce) <= 64),
  nonce_digest bytea,
  nonce_ms bigint,
  revision bigint not null,
  edited_ms bigint,
  deleted_ms bigint,
  created_ms bigint not null
);
create unique index message_channel_id_seq on message (channel_id, seq);
create unique index message_author_id_channel_id_nonce on message (author_id, channel_id, nonce);
create index message_reply_to_id on message (reply_to_id) where reply_to_id is not null;

create table message_revision (
  message_id uuid not null references message (id),
  revision bigint not null,
  content text,
  at_ms bigint not null,
  primary key (message_id, revision)
);

create table mention (
  message_id uuid not null references message (id),
  kind text not null,
  target_id uuid not null,
  channel_id uuid not null references channel (id),
  seq bigint not null,
  primary key (message_id, kind, target_id)
);
create index mention_target_id on mention (target_id, channel_id, seq);

create table reaction (
  message_id uuid not null references message (id),
  account_id uuid not null references account (id),
  emoji text collate "C" not null,
  at_ms bigint not null,
  primary key (message_id, emoji, account_id)
);

create table pin (
  channel_id uuid not null references channel (id),
  message_id uuid not null references message (id),
  by_id uuid not null references account (id),
  at_ms bigint not null,
  primary key (channel_id, message_id)
);

create table file (
  id uuid primary key,
  purpose text not null,
  owner_id uuid not null references account (id),
  channel_id uuid references channel (id),
  message_id uuid references message (id),
  place bigint,
  name text not null check (length(name) between 1 and 255),
  size bigint not null,
  content_type text not null,
  width bigint,
  height bigint,
  placeholder text,
  variant_type text,
  is_whole boolean not null,
  description text check (length(description) <= 1024),
  expires_ms bigint,
  created_ms bigint not null
);
create index file_message_id on file (message_id, place) where message_id is not null;
create index file_expires_ms on file (expires_ms) where expires_ms is not null;
create index file_owner_id on file (owner_id);
