-- Codes by mail: for signing in, for proving who is there, for proving that an address is one's own.

create table email_code (
  id uuid primary key,
  purpose text not null,
  email_mac bytea not null,
  email text check (length(email) <= 254),
  account_id uuid references account (id),
  session_id uuid,
  mac bytea not null,
  sealed bytea,
  wrong bigint not null,
  spent_ms bigint,
  created_ms bigint not null,
  expires_ms bigint not null
);
create index email_code_email_mac on email_code (email_mac, created_ms);
create index email_code_account_id on email_code (account_id) where account_id is not null;
create index email_code_created_ms on email_code (created_ms);

alter table account add column code_wrong bigint not null default 0;
alter table account add column code_paused_until_ms bigint;
alter table ticket add column first_method text not null default 'password';
