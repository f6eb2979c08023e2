-- Conversations without a space, friends and blocks, and what messages of encrypted channels carry.

create table conversation_member (
  channel_id uuid not null references channel (id) on delete cascade,
  account_id uuid not null references account (id),
  joined_ms bigint not null,
  from_seq bigint not null,
  hidden_seq bigint,
  primary key (channel_id, account_id)
);
create index conversation_member_account_id on conversation_member (account_id);

-- Two rows a pair, always written together.
create table friend (
  account_id uuid not null references account (id),
  other_id uuid not null references account (id),
  state text not null check (state in ('incoming', 'outgoing', 'friends')),
  at_ms bigint not null,
  primary key (account_id, other_id),
  check (account_id <> other_id)
);
create index friend_account_id on friend (account_id, at_ms, other_id);

create table block (
  blocker_id uuid not null references account (id),
  blocked_id uuid not null references account (id),
  at_ms bigint not null,
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index block_blocker_id on block (blocker_id, at_ms, blocked_id);
create index block_blocked_id on block (blocked_id);

alter table account add column direct_policy text not null default 'spaces';
alter table account add column friend_requests text not null default 'everyone';

alter table message add column envelope text;
alter table message add column envelope_hash bytea;
alter table message add column rel_kind text;
alter table message add column rel_target uuid;
alter table message_revision add column envelope_hash bytea;

-- Numbers what is told in a space, as the column of the same name does in a conversation.
alter table space add column event_seq bigint not null default 0;
