-- What somebody is called for, where they chose otherwise than the space does for everybody.

create table notification_level (
  account_id uuid not null references account (id) on delete cascade,
  -- The account itself, a space, or a channel.
  scope_id uuid not null,
  space_id uuid,
  channel_id uuid references channel (id) on delete cascade,
  -- Null: only muted.
  level text check (level in ('all', 'mentions', 'nothing')),
  mute_until_ms bigint,
  primary key (account_id, scope_id),
  foreign key (space_id, account_id) references member (space_id, account_id) on delete cascade
);
create index notification_level_space_id on notification_level (space_id, account_id) where space_id is not null;
create index notification_level_channel_id on notification_level (channel_id) where channel_id is not null;
