-- Spaces: who belongs, in which roles, invited how, kept out why, and what was done.

create table space (
  id uuid primary key,
  name text collate "C" not null check (length(name) between 2 and 100),
  description text check (length(description) <= 1000),
  icon_id uuid,
  owner_id uuid not null references account (id),
  locale text not null,
  default_notifications text not null,
  system_channel_id uuid,
  rules_channel_id uuid,
  join_gate text not null,
  member_count bigint not null,
  access_version bigint not null,
  suspended_ms bigint,
  deleted_ms bigint,
  created_ms bigint not null
);
create index space_owner_id on space (owner_id) where deleted_ms is null;

create table role (
  id uuid primary key,
  space_id uuid not null references space (id),
  name text collate "C" not null check (length(name) between 1 and 64),
  color text check (length(color) = 7),
  position bigint not null,
  permissions bigint not null,
  mentionable boolean not null,
  hoist boolean not null,
  is_everyone boolean not null,
  created_ms bigint not null
);
create index role_space_id on role (space_id, position);

create table member (
  space_id uuid not null references space (id),
  account_id uuid not null references account (id),
  nick text check (length(nick) between 1 and 32),
  joined_ms bigint not null,
  primary key (space_id, account_id)
);
create index member_account_id on member (account_id, joined_ms);

create table member_role (
  space_id uuid not null,
  account_id uuid not null,
  role_id uuid not null references role (id) on delete cascade,
  primary key (space_id, account_id, role_id),
  foreign key (space_id, account_id) references member (space_id, account_id) on delete cascade
);
create index member_role_role_id on member_role (role_id);

create table timeout (
  space_id uuid not null references space (id),
  account_id uuid not null references account (id),
  until_ms bigint not null,
  primary key (space_id, account_id)
);

create table ban (
  space_id uuid not null references space (id),
  account_id uuid not null references account (id),
  by_id uuid references account (id),
  reason text check (length(reason) <= 512),
  at_ms bigint not null,
  expires_ms bigint,
  primary key (space_id, account_id)
);
create index ban_space_id on ban (space_id, at_ms, account_id);

create table invite (
  code text collate "C" primary key,
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

create table audit (
  id uuid primary key,
  space_id uuid references space (id),
  at_ms bigint not null,
  actor_id uuid references account (id),
  action text not null,
  target_kind text not null,
  target_id uuid,
  changes text not null,
  reason text check (length(reason) <= 512)
);
create index audit_space_id on audit (space_id, at_ms, id);
