-- What is kept, how, and for how long: whom a message may call after an edit, invites that a reader of the tables
-- cannot use, and the looks of what deletes in the background.

alter table message add column allowed_mentions text;
create index message_nonce_ms on message (nonce_ms) where nonce_ms is not null;
create index mention_channel_id on mention (channel_id);
create index pin_message_id on pin (message_id);
create index file_channel_id on file (channel_id) where channel_id is not null;
create index audit_at_ms on audit (at_ms);

-- Codes lay open before: invites live 30 days at most, so they are made anew instead of being carried over.
drop table invite;
create table invite (
  code_mac bytea primary key,
  code_sealed bytea not null,
  space_id uuid not null references space (id),
  channel_id uuid,
  creator_id uuid not null references account (id),
  max_uses bigint not null,
  uses bigint not null,
  expires_ms bigint not null,
  revoked_ms bigint,
  created_ms bigint not null
);
create index invite_space_id on invite (space_id, created_ms);
