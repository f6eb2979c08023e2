-- Those who run the place: when a session of theirs may act, and what they locked.

alter table session add column elevated_until_ms bigint;

alter table account add column suspended_until_ms bigint;
alter table account add column suspended_reason text check (length(suspended_reason) <= 512);
alter table account add column suspended_by uuid;
-- What the account was before it was locked: active or unverified.
alter table account add column suspended_from text;
create index account_suspended_until_ms on account (suspended_until_ms) where suspended_until_ms is not null;
create index account_instance_role on account (instance_role) where instance_role is not null;

alter table space add column suspended_reason text check (length(suspended_reason) <= 512);
alter table space add column suspended_by uuid;

create index audit_instance on audit (at_ms, id) where space_id is null;
