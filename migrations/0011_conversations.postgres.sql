-- A channel stands in a space and has a name, or it is a conversation.

alter table channel
  alter column space_id drop not null,
  alter column name drop not null,
  add column access_version bigint not null default 0,
  add column event_seq bigint not null default 0,
  add column pair_key text collate "C",
  add column creator_id uuid references account (id),
  add column icon_id uuid,
  add check ((space_id is null) = (kind in ('direct', 'group'))),
  add check ((pair_key is not null) = (kind = 'direct')),
  add check (space_id is null or name is not null);
create unique index channel_pair_key on channel (pair_key);
