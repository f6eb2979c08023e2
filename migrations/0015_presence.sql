-- How people want to be seen, what they say of themselves for a while, and when they were last there.

-- Null: as they are.
alter table account add column presence_choice text check (presence_choice in ('idle', 'dnd', 'invisible'));
alter table account add column status_text text check (length(status_text) <= 128);
alter table account add column status_emoji text;
-- Null: it stays.
alter table account add column status_expires_ms bigint;
alter table account add column last_seen_ms bigint;
create index account_status_expires_ms on account (status_expires_ms) where status_expires_ms is not null;
