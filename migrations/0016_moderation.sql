-- What somebody finds wrong, and what became of it; who wrote a line of the trail; what bytes a file was.

create table report (
  id uuid primary key,
  reporter_id uuid not null references account (id),
  target_kind text not null check (target_kind in ('message', 'user', 'space')),
  target_id uuid not null,
  -- The author, the person, or the owner of the space.
  accused_id uuid references account (id),
  -- Whose queue it is in; null: only those who run the place read it. It outlives its space.
  space_id uuid references space (id) on delete set null,
  channel_id uuid,
  category text not null,
  note text check (length(note) <= 1000),
  -- What stood there then, as JSON.
  snapshot text not null,
  state text not null check (state in ('open', 'claimed', 'resolved')),
  claimed_by uuid references account (id),
  claimed_ms bigint,
  resolved_by uuid references account (id),
  resolved_ms bigint,
  action text,
  resolution_note text check (length(resolution_note) <= 1000),
  created_ms bigint not null
);
create unique index report_open on report (reporter_id, target_id) where state <> 'resolved';
create index report_space_id on report (space_id, created_ms, id) where space_id is not null;
create index report_created_ms on report (created_ms, id);
create index report_accused_id on report (accused_id) where accused_id is not null;

alter table audit add column actor_kind text not null default 'user';
-- Null for what is older, and where the original is not kept.
alter table file add column sha256 bytea;
-- Its work has another name now.
delete from job where kind = 'spaces.trim_audit';
