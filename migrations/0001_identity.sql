-- People: accounts, the sessions they are signed in with, and the settings of the place.

create table setting (
  key text primary key,
  value text not null
);

create table account (
  id uuid primary key,
  username text collate "C" not null check (length(username) between 3 and 41),
  display_name text collate "C" not null check (length(display_name) between 1 and 64),
  email text check (length(email) <= 254),
  email_key text check (length(email_key) <= 254),
  email_verified boolean not null,
  password_hash text,
  bio text check (length(bio) <= 500),
  pronouns text check (length(pronouns) <= 32),
  accent text check (length(accent) = 7),
  avatar_id uuid,
  locale text not null,
  timezone text check (length(timezone) <= 64),
  instance_role text,
  state text not null,
  settings text not null,
  settings_version bigint not null,
  created_ms bigint not null
);
create unique index account_username on account (username);
create unique index account_email_key on account (email_key) where email_verified;

create table session (
  id uuid primary key,
  account_id uuid not null references account (id),
  name text not null,
  user_agent text not null check (length(user_agent) <= 512),
  address text not null,
  methods text not null,
  shared boolean not null,
  created_ms bigint not null,
  last_seen_ms bigint not null,
  idle_ms bigint not null,
  expires_ms bigint not null,
  reauth_ms bigint not null,
  ended_ms bigint,
  end_reason text
);
create index session_account_id on session (account_id) where ended_ms is null;
create index session_last_seen_ms on session (last_seen_ms) where ended_ms is null;
create index session_ended_ms on session (ended_ms) where ended_ms is not null;

create table refresh_token (
  hash bytea primary key,
  session_id uuid not null references session (id),
  issued_ms bigint not null,
  used_ms bigint
);
create index refresh_token_session_id on refresh_token (session_id);
create index refresh_token_used_ms on refresh_token (used_ms) where used_ms is not null;

create table signing_key (
  id uuid primary key,
  public bytea not null,
  sealed bytea not null,
  created_ms bigint not null,
  retired_ms bigint
);

create table ticket (
  hash bytea primary key,
  account_id uuid not null references account (id),
  session_kind text not null,
  shared boolean not null,
  wrong bigint not null,
  expires_ms bigint not null
);

create table security_event (
  id uuid primary key,
  account_id uuid references account (id),
  kind text not null,
  session_id uuid,
  at_ms bigint not null
);
create index security_event_account_id on security_event (account_id, at_ms);

create table job (
  id uuid primary key,
  kind text not null,
  payload text not null,
  state text not null,
  tries bigint not null,
  run_at_ms bigint not null,
  leased_until_ms bigint,
  lease uuid,
  error text,
  created_ms bigint not null
);
create index job_due on job (run_at_ms) where state = 'queued';
