-- A conversation is a scope of its own: its level goes with whoever leaves it.

create table notification_level_new (
  account_id uuid not null references account (id) on delete cascade,
  -- The account itself, a space, a channel of a space, or a conversation.
  scope_id uuid not null,
  space_id uuid,
  channel_id uuid references channel (id) on delete cascade,
  conversation_id uuid,
  -- Null: only muted.
  level text check (level in ('all', 'mentions', 'nothing')),
  mute_until_ms bigint,
  primary key (account_id, scope_id),
  foreign key (space_id, account_id) references member (space_id, account_id) on delete cascade,
  foreign key (conversation_id, account_id) references conversation_member (channel_id, account_id) on delete cascade
);
insert into notification_level_new (account_id, scope_id, space_id, channel_id, level, mute_until_ms)
  select account_id, scope_id, space_id, channel_id, level, mute_until_ms from notification_level;
drop table notification_level;
alter table notification_level_new rename to notification_level;
create index notification_level_space_id on notification_level (space_id, account_id) where space_id is not null;
create index notification_level_channel_id on notification_level (channel_id) where channel_id is not null;
create index notification_level_conversation_id on notification_level (conversation_id, account_id)
  where conversation_id is not null;
