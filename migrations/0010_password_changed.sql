-- When the password was last changed.

alter table account add column password_changed_ms bigint;
