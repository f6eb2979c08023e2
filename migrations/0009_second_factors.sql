-- What proves somebody beside the password: an authenticator, and codes on paper.

create table totp (
  account_id uuid primary key references account (id),
  sealed bytea not null,
  confirmed_ms bigint,
  expires_ms bigint,
  last_step bigint not null,
  last_used_ms bigint,
  created_ms bigint not null
);

create table recovery_code (
  account_id uuid not null references account (id),
  mac bytea not null,
  used_ms bigint,
  created_ms bigint not null,
  primary key (account_id, mac)
);
