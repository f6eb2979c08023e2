-- A conversation is a scope of its own: its level goes with whoever leaves it.

alter table notification_level
  add column conversation_id uuid,
  add foreign key (conversation_id, account_id) references conversation_member (channel_id, account_id) on delete cascade;
create index notification_level_conversation_id on notification_level (conversation_id, account_id)
  where conversation_id is not null;
